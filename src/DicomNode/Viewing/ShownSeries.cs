using DicomNode.Storage.Ledgers;

namespace DicomNode.Viewing;

/// <summary>A series as it is now, examined for looking at it.</summary>
/// <param name="Content">What was examined.</param>
/// <param name="Volumes">None: it has no images.</param>
/// <param name="Sentence">What the examination found, for an administrator.</param>
internal sealed record ShownSeries(string SeriesInstanceUid, SeriesContent Content, IReadOnlyList<ShownVolume> Volumes, string Sentence)
{
    public long Slices => Volumes.Sum(v => (long)v.Slices.Count);
}
