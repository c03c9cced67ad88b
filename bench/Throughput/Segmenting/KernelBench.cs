using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;

namespace DicomNode.Bench.Segmenting;

/// <summary>Single kernels and what people use in Python, on the same values, in turns in one run. Ours take all cores, theirs one: so processor time is compared too.</summary>
internal sealed class KernelBench(int rounds, string only)
{
    private const int Classes = 25, Window = 96, Whole = 144;

    private static readonly VolumeShape s_shape = new(200, 384, 384);
    private static readonly VolumeShape s_made = new(120, 230, 230);
    private static readonly WindowSpec s_window = new() { Mode = WindowMode.Sliding, Size = [Window, Window, Window], Overlap = 0.5 };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using TempFolder folder = new();
        float[] volume = Volume();
        ushort[] labels = Labels();
        await File.WriteAllBytesAsync(folder.Combine("volume.f32"), MemoryMarshal.AsBytes<float>(volume).ToArray(), cancellationToken);
        await File.WriteAllBytesAsync(folder.Combine("labels.u16"), MemoryMarshal.AsBytes<ushort>(labels).ToArray(), cancellationToken);
        GivenScores.Write(folder.Combine("scores.f32"), Classes, Window);
        float[] scores = MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(folder.Combine("scores.f32"), cancellationToken)).ToArray();
        (string Title, string Peer, Func<double> Ours)[] kernels =
        [
            ($"linear resampling {s_shape} to {s_made}, scipy.ndimage.zoom", "resample", () => Resampled(volume)),
            ($"blending 8 windows of {Window}³ and argmax, {Classes} classes, NumPy", "blend", () => Blended(scores)),
            ("connected components of 4 labels, 26 neighbours, scipy.ndimage.label", "components", () => ConnectedComponents.Find(labels, s_shape, Enumerable.Range(0, 1 << 16).Select(c => (ushort)c).ToArray(), new Neighbourhood(26)).Count),
            ("contours of 200 slices, skimage.measure.find_contours", "contours", () => Traced(labels)),
        ];

        using Process peer = Start(folder.Path);
        await peer.StandardOutput.ReadLineAsync(cancellationToken); // ready
        Console.WriteLine($"{"",-74}{"node s",9}{"CPU s",9}{"peer s",9}{"CPU s",9}   {"time",-24}processor time");
        foreach ((string title, string name, Func<double> ours) in kernels.Where(k => k.Title.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            ours(); // compiles
            List<(double Seconds, double Processor)> node = [], theirs = [];
            (double mine, double other) = (0, 0);
            for (int round = 0; round < rounds; round++)
            {
                await peer.StandardInput.WriteLineAsync(name.AsMemory(), cancellationToken);
                await peer.StandardInput.FlushAsync(cancellationToken);
                double[] answer = [.. (await peer.StandardOutput.ReadLineAsync(cancellationToken))!.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
                theirs.Add((answer[0], answer[1]));
                other = answer[2];
                (long start, TimeSpan processor) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
                mine = ours();
                node.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds));
            }

            Console.WriteLine(
                $"{title,-74}{Median(node.Select(n => n.Seconds)),9:F3}{Median(node.Select(n => n.Processor)),9:F3}{Median(theirs.Select(n => n.Seconds)),9:F3}{Median(theirs.Select(n => n.Processor)),9:F3}   " +
                $"{Ratio(n => n.Seconds),-24}{Ratio(n => n.Processor)}   (node {mine:R}, peer {other:R})");

            string Ratio(Func<(double Seconds, double Processor), double> of)
            {
                double[] ratios = [.. theirs.Zip(node, (t, n) => of(t) / of(n)).Order()];
                return $"{ratios[ratios.Length / 2]:F2} [{ratios[0]:F2} – {ratios[^1]:F2}]";
            }
        }

        peer.StandardInput.Close();
        await peer.WaitForExitAsync(cancellationToken);
    }

    private static Process Start(string folder)
    {
        var info = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "kernels_peer.py"), folder, $"{s_shape.Depth}", $"{s_shape.Height}", $"{s_shape.Width}", $"{Classes}"])
        {
            info.ArgumentList.Add(argument);
        }

        return Process.Start(info)!;
    }

    private static double Resampled(float[] volume)
    {
        float[] made = new float[s_made.Length];
        (double Scale, double Offset)[] axes = [.. Enumerable.Range(0, 3).Select(a => ResampleGrids.Axis(ResampleGrid.Corner, s_shape[a], s_made[a]))];
        var map = GridMap.Diagonal([.. axes.Select(a => a.Scale)], [.. axes.Select(a => a.Offset)]);
        Resample.Linear(volume, s_shape, made, s_made, map, null, CancellationToken.None);
        return Sum(made);
    }

    private static double Sum(float[] values)
    {
        double sum = 0;
        foreach (float v in values)
        {
            sum += v;
        }

        return sum;
    }

    private static double Blended(float[] scores)
    {
        var tensor = new VolumeShape(Whole, Whole, Whole);
        var plan = WindowPlan.For(s_window, tensor);
        var sink = new SlabLabels(new OutputSpec { Tensor = "", Decode = Decode.Argmax }, tensor);
        var ring = RingPlan.For(plan, tensor, sink.RowAxis);
        var feed = new SlabFeed(plan, ring, tensor, s_window, sink);
        Memory<float>[] planes = [.. Enumerable.Range(0, Classes).Select(c => scores.AsMemory(c * plan.Size.Length, plan.Size.Length))];
        foreach ((WindowSpan z, WindowSpan y, WindowSpan x, int? final) in ring.Windows(plan, tensor))
        {
            feed.Add(planes, z, y, x, final, new ParallelOptions());
        }

        long sum = 0;
        foreach (ushort label in sink.Labels.Span)
        {
            sum += label;
        }

        return sum;
    }

    private static double Traced(ushort[] labels)
    {
        int polygons = 0;
        Parallel.For(0, s_shape.Depth, () => new byte[s_shape.SliceLength], (z, _, mask) =>
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = labels[(z * mask.Length) + i] == 1 ? (byte)1 : (byte)0;
            }

            Interlocked.Add(ref polygons, Contours.Trace(mask, s_shape.Height, s_shape.Width).Count);
            return mask;
        }, _ => { });
        return polygons;
    }

    private static float[] Volume()
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, s_shape.Length).Select(_ => (float)random.Next(-1000, 1000))];
    }

    // four structures with ragged edges
    private static ushort[] Labels()
    {
        Random random = new(6);
        ushort[] labels = new ushort[s_shape.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            (int z, int y, int x) = (i / s_shape.SliceLength, i / s_shape.Width % s_shape.Height, i % s_shape.Width);
            double field = Math.Sin(z * 0.04) + Math.Sin(y * 0.03) + Math.Sin(x * 0.035) + ((random.NextDouble() - 0.5) * 0.05);
            labels[i] = (ushort)(field < 0.5 ? 0 : Math.Min(4, (int)((field - 0.5) * 3) + 1));
        }

        return labels;
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
