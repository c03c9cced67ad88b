using System.Diagnostics;
using DicomNode.Cli;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Preview;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>
/// The whole way on one machine: a phantom with known truth goes to a node by C-STORE, its results come back to an archive by C-STORE, and what
/// the archive's files hold is compared with the truth.
/// </summary>
/// <param name="folder">Where series, archive and previews are kept; the node's own data is removed.</param>
internal sealed class DemoRun(string folder, PhantomSettings settings)
{
    private const double LeastDice = 0.98, VolumeTolerance = 0.02;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10), s_look = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, PhantomStructures Structure, RgbColor Color)[] s_structures =
    [
        ("Body", PhantomStructures.Body, new(120, 200, 120)),
        ("Lung left", PhantomStructures.LungLeft, new(86, 180, 233)),
        ("Lung right", PhantomStructures.LungRight, new(0, 114, 178)),
        ("Bone", PhantomStructures.Bone, new(240, 228, 66)),
    ];

    private static readonly (string Kind, string SopClassUid)[] s_results =
        [("SEG", Uids.SegmentationStorage), ("RTSTRUCT", Uids.RtStructureSetStorage), ("SR", Uids.Comprehensive3DsrStorage)];

    private readonly Dictionary<string, double> _seconds = [];
    private long _since = Stopwatch.GetTimestamp();

    /// <exception cref="DemoException">No results, or not all.</exception>
    public async Task<DemoReport> RunAsync(IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        progress.Report((0, "making the phantom"));
        CtPhantom phantom = CtPhantom.Create(settings, cancellationToken);
        IReadOnlyList<string> files = PhantomInstances.Write(phantom, Path.Combine(folder, "series"));
        Lap("phantom");

        string data = Path.Combine(folder, "node");
        DemoResult[] results;
        await using (DemoArchive archive = new(Path.Combine(folder, "archive")))
        {
            archive.Start();
            progress.Report((0.1, "starting the node"));
            await using DemoNode node = await DemoNode.StartAsync(archive, data, cancellationToken);
            Lap("start");
            results = await ExchangeAsync(archive, node, files, progress, cancellationToken);
        }

        Directory.Delete(data, recursive: true);
        _since = Stopwatch.GetTimestamp();
        progress.Report((0.9, "comparing with the truth"));
        DemoReport report = Compare(phantom, files, results, cancellationToken);
        Lap("compare");
        _seconds["total"] = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3);
        return report;
    }

    private async Task<DemoResult[]> ExchangeAsync(
        DemoArchive archive, DemoNode node, IReadOnlyList<string> files, IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        progress.Report((0.15, "sending the series"));
        FileSender sender = new(new() { AeTitle = DemoArchive.AeTitle });
        IReadOnlyList<FileOutcome> sent = await sender.SendAsync(files, node.Address, new Silent(), cancellationToken);
        if (sent.FirstOrDefault(s => s.Problem is not null) is { } failed)
        {
            throw new DemoException($"The node did not take {Path.GetFileName(failed.File)}: {failed.Problem}");
        }

        Lap("send");
        string series = Part10File.Read(files[0], DataSetReadOptions.Header).DataSet.GetString(Tags.SeriesInstanceUid)!;
        DemoProgress last = await WaitAsync(archive, node, series, progress, cancellationToken);
        Lap("results"); // from the last instance sent to the last result stored
        foreach ((string stage, double seconds) in last.SecondsByStage ?? new Dictionary<string, double>())
        {
            _seconds[$"results.{stage}"] = Math.Round(seconds, 3);
        }

        return [.. s_results.Select(r => new DemoResult(r.Kind, archive.Find(r.SopClassUid)!))];
    }

    private static async Task<DemoProgress> WaitAsync(
        DemoArchive archive, DemoNode node, string series, IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            bool complete = Array.TrueForAll(s_results, r => archive.Find(r.SopClassUid) is not null);
            DemoProgress now = await node.ShowAsync(series, cancellationToken);
            if (complete)
            {
                return now;
            }

            if (now.State is "Failed" or "Blocked" or "Incomplete" || Stopwatch.GetElapsedTime(start) > s_limit)
            {
                throw new DemoException($"No results: the series is {now.State}. {now.Reason}");
            }

            progress.Report((0.3, $"waiting for the results, the series is {now.State}"));
            await Task.Delay(s_look, cancellationToken);
        }
    }

    private DemoReport Compare(CtPhantom phantom, IReadOnlyList<string> files, DemoResult[] results, CancellationToken cancellationToken)
    {
        SourceSeries series = SourceSeries.Create(files.Select(f => Part10File.Read(f, DataSetReadOptions.Header).DataSet));
        IReadOnlyDictionary<string, byte[]> masks = Read(results[0].File, series, cancellationToken), contours = Read(results[1].File, series, cancellationToken);
        IReadOnlyDictionary<string, double> reported = MeasuredVolumes.Read(results[2].File);
        double voxelMl = phantom.Truth.Geometry.VoxelMm3 / 1000;
        List<DemoSegment> segments = [];
        foreach ((string name, PhantomStructures structure, _) in s_structures)
        {
            byte[] truth = phantom.Mask(structure), empty = [];
            byte[] segment = masks.GetValueOrDefault(name, empty), contour = contours.GetValueOrDefault(name, empty);
            segments.Add(new(
                name,
                Math.Round(segment.Sum(v => (long)v) * voxelMl, 1),
                segment.Length == 0 ? 0 : Math.Round(Overlap.Dice(segment, truth), 4),
                contour.Length == 0 ? 0 : Math.Round(Overlap.Dice(contour, truth), 4),
                Math.Round(reported.GetValueOrDefault(name), 1),
                Math.Round(truth.Sum(v => (long)v) * voxelMl, 1)));
        }

        return new(segments.TrueForAll(IsRight), segments, results, _seconds, Draw(phantom, masks));
    }

    /// <summary>The masks of an object by name, each in the shape [z, y, x] of the series: read back as what any other object would be.</summary>
    private static Dictionary<string, byte[]> Read(string file, SourceSeries series, CancellationToken cancellationToken) =>
        ResultReader.Read(Part10File.Read(file), series, FrameDecoders.Managed, ReadingOptions.Default, cancellationToken).Items.ToDictionary(s => s.Name, s => s.ToMask());

    private static bool IsRight(DemoSegment s) =>
        Math.Min(s.Dice, s.DiceRtStruct) >= LeastDice && Math.Abs(s.ReportedMl - s.TrueMl) <= VolumeTolerance * s.TrueMl;

    private string[] Draw(CtPhantom phantom, IReadOnlyDictionary<string, byte[]> masks)
    {
        float[] hu = new float[phantom.Hu.Shape.Length];
        ReadOnlySpan<short> values = phantom.Hu.Values.Span;
        for (int i = 0; i < hu.Length; i++)
        {
            hu[i] = values[i];
        }

        Volume<float> image = new(hu, phantom.Hu.Shape, phantom.Hu.Geometry);
        PreviewStructure[] structures = [.. s_structures.Where(s => masks.ContainsKey(s.Name)).Select(s => new PreviewStructure(s.Name, s.Color, masks[s.Name]) { IsOutline = s.Structure == PhantomStructures.Body })];
        (string Name, PreviewPlane Plane)[] previews = [("axial", PreviewPlane.Slice), ("coronal", PreviewPlane.Row)];
        return [.. previews.Select(p =>
        {
            string file = Path.Combine(folder, $"{p.Name}.png");
            PngWriter.Write(file, SegmentationPreview.Draw(image, structures, p.Plane, 4, centre: -200, width: 1600));
            return file;
        })];
    }

    private void Lap(string stage)
    {
        _seconds[stage] = Math.Round(Stopwatch.GetElapsedTime(_since).TotalSeconds, 3);
        _since = Stopwatch.GetTimestamp();
    }

    private sealed class Silent : IProgress<(double Fraction, string What)>
    {
        public void Report((double Fraction, string What) value)
        {
            // sending takes a second; the line above says that it goes on
        }
    }
}
