using DicomNode.Dicom.Data;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;

namespace DicomNode.Gate;

/// <summary>Looks at a result before it is sent. What is found changes no voxel.</summary>
internal static class ResultGate
{
    /// <param name="labels">On the grid of the source.</param>
    /// <param name="figures">A line per segment of the manifest, in its order.</param>
    /// <param name="header">Of an image of the source; null where the source is no DICOM series.</param>
    /// <returns>In the order of <see cref="GateCheck"/>, then of the segments; the same result gives the same sentences.</returns>
    public static IReadOnlyList<GateFinding> Examine(ModelManifest manifest, Volume<ushort> labels, IReadOnlyList<SegmentFigures> figures, DataSet? header)
    {
        if (figures.All(f => f.Voxels == 0))
        {
            return [new(GateCheck.NothingFound, null, "No structure was found."), .. SourceCheck.Of(manifest, header)];
        }

        return
        [
            .. VolumeCheck.Of(figures),
            .. EdgeCheck.Of(labels, figures),
            .. SidesCheck.Of(labels, manifest.Segments),
            .. FragmentsCheck.Of(labels, figures),
            .. SourceCheck.Of(manifest, header),
        ];
    }
}
