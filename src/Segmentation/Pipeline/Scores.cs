using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Class scores on the grid of the network's tensor: one plane per channel. May be overwritten by who holds them.</summary>
/// <param name="owner">What keeps the memory, where it is not managed.</param>
internal sealed class Scores(IReadOnlyList<Memory<float>> planes, VolumeShape shape, Geometry geometry, IDisposable? owner = null) : IDisposable
{
    public IReadOnlyList<Memory<float>> Planes => planes;

    public VolumeShape Shape => shape;

    public Geometry Geometry => geometry;

    public void Dispose() => owner?.Dispose();
}
