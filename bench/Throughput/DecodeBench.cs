using System.Globalization;
using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>
/// The node's decoders beside the converters of DCMTK, GDCM, OpenJPEG and OpenJPH: the same many frames are read, decoded and written. The converters are programs that start, so
/// their start is timed too and taken off; ours run warm, as in a service that has been up for a while. A converter decodes one frame after the other; so do we in managed code and
/// with one worker. With a worker for each core we take no less processor time, only less time.
/// </summary>
/// <param name="only">Lines whose title has this in it.</param>
internal sealed class DecodeBench(int frames, int rounds, string only)
{
    private const int WarmUps = 5;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"Frames of 512×512 decoded per second, and the ratio of their numbers; then the ratio of frames per second of processor time. In brackets lowest and highest of {rounds} rounds.\n" +
            $"{"",-66}{"peer",7}{"node",7}   {"time",-23}{"processor time",-23}");
        NodeDecoding[] native = [.. new[] { 1, Environment.ProcessorCount }.Distinct().Select(NodeDecoding.Workers)];
        foreach (DecodeCase of in DecodeCase.All.Where(c => c.Title.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            using TempFolder folder = new();
            DecodeInput many = await DecodeInput.MakeAsync(folder, "many", of, of.Format, frames, cancellationToken);
            NodeDecoding[] ours = of.IsNative ? native : [NodeDecoding.Managed];
            string output = folder.Combine("out");
            foreach (NodeDecoding way in ours)
            {
                for (int i = 0; i < WarmUps; i++)
                {
                    way.Run(many.File, output);
                }
            }

            foreach (DecodePeer peer in of.Peers)
            {
                bool isAlways = peer.IsStartedForEveryFrame;
                DecodeInput little = isAlways
                    ? await DecodeInput.MakeAsync(folder, "tiny", of, of.Format with { Rows = 8, Columns = 8 }, frames, cancellationToken)
                    : await DecodeInput.MakeAsync(folder, "one", of, of.Format, 1, cancellationToken);
                List<(DecodeCost Theirs, DecodeCost[] Ours)> measured = [];
                for (int round = 0; round < rounds; round++)
                {
                    bool oursFirst = round % 2 == 1; // in turns: what the machine does meanwhile meets all
                    DecodeCost[]? first = oursFirst ? Measured() : null;
                    DecodeCost theirs = (await RunAsync(peer, many) - await RunAsync(peer, little)) / (isAlways ? frames : frames - 1);
                    measured.Add((theirs, first ?? Measured()));
                }

                for (int way = 0; way < ours.Length; way++)
                {
                    Print($"{of.Title}, {peer.Name}{ours[way].Name}", [.. measured.Select(m => (m.Theirs, m.Ours[way]))]);
                }
            }

            DecodeCost[] Measured() => [.. ours.Select(way => way.Run(many.File, output) / frames)];

            Task<DecodeCost> RunAsync(DecodePeer peer, DecodeInput input) =>
                TimedShell.RunAsync(string.Format(CultureInfo.InvariantCulture, peer.Command, input.File, output, input.Codestreams) + " >/dev/null", cancellationToken);
        }
    }

    private static void Print(string title, IReadOnlyList<(DecodeCost Theirs, DecodeCost Ours)> rounds)
    {
        Console.WriteLine(
            $"{title,-66}{1 / Median(rounds.Select(r => r.Theirs.Elapsed)),7:F0}{1 / Median(rounds.Select(r => r.Ours.Elapsed)),7:F0}   " +
            $"{Ratio(rounds.Select(r => r.Theirs.Elapsed / r.Ours.Elapsed)),-23}{Ratio(rounds.Select(r => r.Theirs.Processor / r.Ours.Processor))}");
    }

    private static string Ratio(IEnumerable<double> ratios)
    {
        List<double> all = [.. ratios];
        return $"{Median(all):F2} [{all.Min():F2} – {all.Max():F2}]";
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }
}
