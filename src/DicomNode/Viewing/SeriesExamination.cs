using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Viewing;

/// <summary>
/// From the files of a series to what can be looked at: the same volumes that are segmented, and where there is none, the images in the order in which they lie or were taken.
/// Reads one header at a time and keeps little of it.
/// </summary>
internal sealed class SeriesExamination
{
    private readonly IReadOnlyList<Instance> _instances;
    private readonly List<(int File, FrameHeader Header, ShownSlice Slice)> _slices = [];
    private readonly List<SliceFacts> _facts = [];

    private SeriesExamination(IReadOnlyList<Instance> instances) => _instances = instances;

    /// <param name="instances">Those in use.</param>
    /// <param name="pathOf">Where the file of one is.</param>
    /// <exception cref="DicomDataException">A file cannot be read; names it.</exception>
    public static ShownSeries Run(
        string seriesInstanceUid, SeriesContent content, IReadOnlyList<Instance> instances, Func<Instance, string> pathOf, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        SeriesExamination examination = new(instances);
        for (int file = 0; file < instances.Count; file++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            examination.Add(file, pathOf(instances[file]));
        }

        SeriesVolumes found = SeriesVolumes.Examine(examination._facts, StackTolerances.For(decoder));
        ShownVolume[] volumes = found.Parts.Count > 0
            ? [.. found.Parts.Select(p => examination.Volume(p, found))]
            : [.. examination.Stacks(found.Verdict)];
        return new(seriesInstanceUid, content, volumes, found.Verdict.Sentence);
    }

    private void Add(int file, string path)
    {
        DicomFile header = Read(path);
        foreach (FrameHeader frame in FrameHeader.Placed(header.DataSet))
        {
            _facts.Add(SliceFacts.From(frame, header.TransferSyntax.Uid));
            _slices.Add((file, SliceHeader.Of(frame), new(path, (frame.FrameNumber ?? 1) - 1, frame.FrameNumber is not null, _instances[file].Sha256)));
        }
    }

    private ShownVolume Volume(VolumePart part, SeriesVolumes found)
    {
        StackVerdict verdict = found.Parts.Count == 1 ? found.Verdict : SliceStack.Examine([.. part.Slices.Select(i => _facts[i])]);
        int[] files = [.. part.Slices.Select(i => _slices[i].File).Distinct()];
        bool isShared = found.Parts.Any(p => p != part && p.Slices.Any(i => files.Contains(_slices[i].File)));
        return Shown(part.Label, [.. verdict.Order.Select(i => part.Slices[i])], verdict.Geometry, null, new SeriesPart(files, isShared ? part.Label : null).Digest(_instances));
    }

    /// <summary>Images of one size each, without those that were set aside; if all were, those too.</summary>
    private IEnumerable<ShownVolume> Stacks(StackVerdict verdict)
    {
        HashSet<int> aside = [.. verdict.SetAside.Select(a => a.Index)];
        int[] images = [.. Enumerable.Range(0, _facts.Count).Where(i => _facts[i] is { Rows: > 0, Columns: > 0 } && _slices[i].Header.DataSet.Contains(Tags.BitsAllocated))];
        int[] kept = images.Any(i => !aside.Contains(i)) ? [.. images.Where(i => !aside.Contains(i))] : images;
        var sizes = kept.GroupBy(i => (_facts[i].Columns, _facts[i].Rows)).ToArray();
        string digest = InputDigest.Of(_instances);
        return sizes.Select(s => Shown(
            sizes.Length > 1 ? $"{s.Key.Columns}x{s.Key.Rows} pixels" : null, [.. s.OrderBy(i => _facts[i].InstanceNumber)], null, verdict.Sentence, digest));
    }

    private ShownVolume Shown(string? label, IReadOnlyList<int> order, Geometry? grid, string? problem, string digest)
    {
        SourceSeries source = Source([.. order.Select(i => _slices[i].Header)]);
        Dictionary<(string, int?), ShownSlice> slices = order.DistinctBy(Key).ToDictionary(Key, i => _slices[i].Slice);
        return new(label, source, [.. source.Slices.Select(s => slices[(s.SopInstanceUid, s.FrameNumber)])], grid, problem, digest);

        (string, int?) Key(int i) => (_facts[i].SopInstanceUid ?? "", _slices[i].Header.FrameNumber);
    }

    private static SourceSeries Source(FrameHeader[] frames)
    {
        try
        {
            return SourceSeries.Create(frames);
        }
        catch (DicomDataException) // they lie nowhere, or in several directions
        {
            return SourceSeries.CreateFlat(frames);
        }
    }

    private static DicomFile Read(string path)
    {
        try
        {
            return Part10File.Read(path, DataSetReadOptions.Header);
        }
        catch (DicomDataException e)
        {
            throw new DicomDataException($"{Path.GetFileName(path)}: {e.Message}", e.Tag, e.Offset, e);
        }
    }
}
