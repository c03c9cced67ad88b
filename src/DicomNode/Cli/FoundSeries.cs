using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Cli;

/// <summary>A series among the files of a folder.</summary>
/// <param name="Slices">Its images, and the frames of those that have several: what <paramref name="Verdict"/> speaks of.</param>
internal sealed record FoundSeries(string SeriesInstanceUid, string Modality, IReadOnlyList<string> Files, int Slices, StackVerdict Verdict)
{
    /// <summary>The names of the volumes in it, where it holds several.</summary>
    public IReadOnlyList<string> Volumes { get; private init; } = [];

    /// <summary>Reads the headers of all files and groups them. What is no DICOM image is named in <paramref name="unreadable"/>.</summary>
    public static IReadOnlyList<FoundSeries> Among(IReadOnlyList<string> files, IFrameDecoder decoder, List<FileOutcome> unreadable, CancellationToken cancellationToken)
    {
        Dictionary<string, (List<string> Files, List<SliceFacts> Facts)> groups = new(StringComparer.Ordinal);
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                DicomFile read = Part10File.Read(file, DataSetReadOptions.Header);
                string uid = read.DataSet.GetString(Tags.SeriesInstanceUid) ?? throw new DicomDataException("it names no series.");
                if (!groups.TryGetValue(uid, out (List<string> Files, List<SliceFacts> Facts) group))
                {
                    groups[uid] = group = ([], []);
                }

                group.Files.Add(file);
                group.Facts.AddRange(SliceFacts.Of(read.DataSet, read.TransferSyntax.Uid));
            }
            catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
            {
                unreadable.Add(new(file, e.Message));
            }
        }

        StackTolerances tolerances = StackTolerances.For(decoder);
        return
        [
            .. groups.Select(g => new FoundSeries(g.Key, g.Value.Facts[0].Modality ?? "unknown", g.Value.Files, g.Value.Facts.Count, SliceStack.Examine(g.Value.Facts, tolerances))
            {
                Volumes = [.. SeriesVolumes.Examine(g.Value.Facts, tolerances).Parts.Select(p => p.Label).OfType<string>()],
            }),
        ];
    }

    /// <summary>The one that was asked for, or the only volume of a fitting modality.</summary>
    /// <param name="volume">Which of several volumes in a series; null: it holds one.</param>
    /// <exception cref="VolumeException">None fits.</exception>
    /// <exception cref="UsageException">Several fit.</exception>
    public static FoundSeries Choose(IReadOnlyList<FoundSeries> found, string path, string? uid, string? volume, IReadOnlyList<string> modalities)
    {
        if (uid is not null)
        {
            return found.FirstOrDefault(s => s.SeriesInstanceUid == uid) ?? throw new UsageException($"{path} has no series {uid}. It has:\n{List(found)}");
        }

        FoundSeries[] fitting = [.. found.Where(s => (s.Verdict.IsVolume || (volume is not null && s.Volumes.Contains(volume))) && modalities.Contains(s.Modality, StringComparer.OrdinalIgnoreCase))];
        return fitting switch
        {
            [FoundSeries one] => one,
            [] when found.Count == 0 => throw new VolumeException($"{path} has no DICOM file."),
            [] => throw new VolumeException($"{path} has no series of modality {string.Join(" or ", modalities)} that is a volume:\n{List(found)}"),
            _ => throw new UsageException($"{path} has {fitting.Length} series that fit; name one with --series:\n{List(fitting)}"),
        };
    }

    private static string List(IEnumerable<FoundSeries> series) =>
        string.Join('\n', series.Select(s => $"  {s.SeriesInstanceUid}: {s.Modality}, {s.Files.Count} files. {s.Verdict.Sentence}{(s.Volumes.Count == 0 ? "" : $" Name one of its volumes with --volume: {string.Join(", ", s.Volumes)}.")}"));
}
