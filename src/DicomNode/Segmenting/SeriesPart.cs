using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>What a model takes of the files of a series: one volume.</summary>
/// <param name="Files">Indices into the files.</param>
/// <param name="Volume">Which of the volumes in these files (<see cref="VolumePart.Label"/>); null: they hold no other.</param>
internal sealed record SeriesPart(IReadOnlyList<int> Files, string? Volume)
{
    /// <summary>Names it as the input of a job.</summary>
    /// <param name="instances">In the order of the files.</param>
    public string Digest(IReadOnlyList<Instance> instances) => InputDigest.Of(Files.Select(f => instances[f]), Volume);
}
