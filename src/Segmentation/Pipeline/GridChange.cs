using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A step that puts a volume on another grid, and knows the way back.</summary>
/// <param name="before">The grid that the step was given.</param>
/// <param name="after">The grid that it made.</param>
internal abstract class GridChange((VolumeShape Shape, Geometry Geometry) before, (VolumeShape Shape, Geometry Geometry) after)
{
    public (VolumeShape Shape, Geometry Geometry) Before { get; } = before;

    public (VolumeShape Shape, Geometry Geometry) After { get; } = after;

    /// <summary>Values are blended on the way back, not only moved.</summary>
    public virtual bool Interpolates => false;

    public abstract Volume<float> Apply(Volume<float> volume, CancellationToken cancellationToken);

    /// <summary>Scores of one class from the grid after to the grid before, linearly. NaN: no score, the voxel lies outside.</summary>
    public abstract Memory<float> UndoScores(Memory<float> scores, CancellationToken cancellationToken);

    /// <summary>Labels from the grid after to the grid before, nearest. 0: outside.</summary>
    public abstract Memory<ushort> UndoLabels(Memory<ushort> labels, CancellationToken cancellationToken);

    /// <summary>The grid before on the tensor, for that of the grid after: what <see cref="UndoScores"/> and <see cref="UndoLabels"/> do, told axis by axis.</summary>
    /// <param name="isNearest">What UndoLabels does.</param>
    /// <returns>Null: it cannot be told axis by axis.</returns>
    public abstract GridSampling? Undo(GridSampling after, bool isNearest);
}
