namespace DicomNode.Bench;

/// <summary>
/// Measures ways in turns, in one run: what the machine does meanwhile meets all of them. Each round gives one ratio; the order turns round
/// with each. Ratios hold from machine to machine, instances per second do not.
/// </summary>
internal sealed class Comparison(int rounds)
{
    /// <param name="baselines">Without us.</param>
    /// <param name="wanted">The ratio that we promise; null where we promise none.</param>
    public async Task RunAsync(string title, IReadOnlyList<Way> baselines, Way ours, double? wanted)
    {
        List<Way> ways = [.. baselines, ours];
        Dictionary<Way, List<Measurement>> measured = ways.ToDictionary(way => way, _ => new List<Measurement>());
        for (int round = 0; round < rounds; round++)
        {
            foreach (Way way in round % 2 == 0 ? ways : ways.AsEnumerable().Reverse())
            {
                measured[way].Add(await way.MeasureAsync());
            }
        }

        Console.WriteLine($"\n{title}: {measured[ours][0].Load.Instances} instances, {rounds} rounds\n{"",-20}{"inst/s",10}{"MB/s",10}{"CPU s/GB",10}{"peak MiB",10}");
        foreach (Way way in ways)
        {
            List<Measurement> m = measured[way];
            Console.WriteLine(
                $"{way.Name,-20}{Median(m.Select(x => x.InstancesPerSecond)),10:F0}{Median(m.Select(x => x.MegabytesPerSecond)),10:F1}" +
                $"{Median(m.Select(x => x.ProcessorSecondsPerGigabyte)),10:F2}{m.Max(x => x.PeakMiB),10:F0}");
        }

        foreach (Way baseline in baselines)
        {
            double[] ratios = [.. measured[baseline].Zip(measured[ours], (without, with) => with.InstancesPerSecond / without.InstancesPerSecond)];
            Console.WriteLine($"ratio {ours.Name} / {baseline.Name}: {Median(ratios):F2} [{ratios.Min():F2} – {ratios.Max():F2}]{(wanted is null ? "" : $", at least {wanted:0.##} wanted")}");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
