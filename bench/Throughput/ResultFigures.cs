using System.Diagnostics;
using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>What the forms of a segmentation cost: bytes, seconds from labels to the closed file, and memory above that of the labels.</summary>
internal sealed class ResultFigures(int segments, int slices)
{
    private const int Side = 512;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        Volume<ushort> labels = Balls();
        SegmentSpec[] specs = [.. Enumerable.Range(1, segments).Select(i => new SegmentSpec { Label = i, Name = $"S{i}", Category = s_code, Type = s_code })];
        ResultSegment[] structures = [.. specs.Select(s => SyntheticResult.Segments[0] with { Label = s.Name })];
        DataSet[] headers = [.. new SyntheticSeries("bench") { Rows = 8, Columns = 8, Slices = slices, SpacingMm = (0.8, 0.8), SliceSpacingMm = 1 }.DataSets()
            .Select(h => { h.Remove(Tags.PixelData); return h.SetNumber(Tags.Rows, Side).SetNumber(Tags.Columns, Side); })];
        ResultContext context = SyntheticResult.Context(headers);
        Console.WriteLine($"\n{segments} segments on {Side}x{Side}x{slices}{"MB",36}{"s",9}{"MiB above the labels",23}");
        (string Name, SegmentationForm Form, IFrameEncoder? Encoder)[] ways =
        [
            ("BINARY", SegmentationForm.Binary, null), ("BINARY, deflated frames", SegmentationForm.Binary, new DeflatedFrameEncoder()),
            ("LABELMAP", SegmentationForm.LabelMap, null), ("LABELMAP, RLE", SegmentationForm.LabelMap, new RleEncoder()),
            ("FRACTIONAL, RLE", SegmentationForm.Fractional, new RleEncoder()),
        ];
        foreach ((string name, SegmentationForm form, IFrameEncoder? encoder) in ways.Prepend(ways[0])) // the first time the methods are compiled
        {
            cancellationToken.ThrowIfCancellationRequested();
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            File.WriteAllText("/proc/self/clear_refs", "5"); // proc(5): the peak is the present size
            double before = MiB("VmRSS:");
            long start = Stopwatch.GetTimestamp();
            long bytes = Write(context, structures, new LabelMasks(labels, specs), new() { Form = form }, encoder, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-58}{bytes / 1e6,10:F1}{Stopwatch.GetElapsedTime(start).TotalSeconds,9:F2}{MiB("VmHWM:") - before,23:F0}"));
        }

        return Task.CompletedTask;
    }

    private static readonly CodeSpec s_code = new() { Value = "123037004", Scheme = "SCT", Meaning = "Anatomical Structure" };

    private static long Write(
        ResultContext context, ResultSegment[] structures, LabelMasks masks, SegmentationOptions options, IFrameEncoder? encoder, CancellationToken cancellationToken)
    {
        ResultObject made = SegmentationObject.Build(context, structures, masks, options);
        string path = Path.Combine(Path.GetTempPath(), $"dicomnode-bench-{Guid.NewGuid():N}.dcm");
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        using FileStream spool = new(path + ".spool", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024, FileOptions.DeleteOnClose);
        Part10File.Write(file, encoder is null ? made.DataSet : made.Compress(encoder, spool, cancellationToken), encoder?.TransferSyntax ?? made.PreferredTransferSyntax);
        return file.Length;
    }

    /// <summary>As many balls as segments, on a grid through the body, each over a third of the slices: about as many frames as organs have.</summary>
    private Volume<ushort> Balls()
    {
        Volume<ushort> labels = new(new ushort[checked(slices * Side * Side)], new(slices, Side, Side), new(default, new(0.8, 0, 0), new(0, 0.8, 0), new(0, 0, 1)));
        int columns = (int)Math.Ceiling(Math.Sqrt(segments));
        double radius = Side / (2.0 * columns);
        for (int i = 0; i < segments; i++)
        {
            (double x, double y, double z) = ((((i % columns) * 2) + 1) * radius, (((i / columns) * 2) + 1) * radius, slices * ((i * 7 % segments) + 0.5) / segments);
            for (int k = (int)Math.Max(0, z - (slices / 6.0)); k < Math.Min(slices, z + (slices / 6.0)); k++)
            {
                Span<ushort> slice = labels.Slice(k);
                double reach = radius * Math.Sqrt(Math.Max(0, 1 - Math.Pow((k - z) / (slices / 6.0), 2)));
                for (int r = (int)Math.Max(0, y - reach); r < Math.Min(Side, y + reach); r++)
                {
                    double half = Math.Sqrt(Math.Max(0, (reach * reach) - ((r - y) * (r - y))));
                    int from = (int)Math.Max(0, x - half), to = (int)Math.Min(Side, x + half);
                    slice[((r * Side) + from)..((r * Side) + to)].Fill((ushort)(i + 1));
                }
            }
        }

        return labels;
    }

    private static double MiB(string line) => double.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith(line, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
