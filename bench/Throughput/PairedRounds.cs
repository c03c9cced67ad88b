namespace DicomNode.Bench;

/// <summary>
/// Measures two ways in turns, in one run: what the machine does meanwhile meets both. Each round gives one ratio; the order changes from
/// round to round.
/// </summary>
internal sealed class PairedRounds(int rounds, int count)
{
    /// <param name="title">Shown in front of the line.</param>
    /// <param name="without">Seconds for <c>count</c> instances without us.</param>
    /// <param name="with">Seconds for <c>count</c> instances with us.</param>
    public async Task RunAsync(string title, Func<Task<double>> without, Func<Task<double>> with)
    {
        List<double> baseline = [], ours = [], ratios = [];
        for (int round = 0; round < rounds; round++)
        {
            bool oursFirst = round % 2 == 1;
            double first = await (oursFirst ? with : without)(), second = await (oursFirst ? without : with)();
            (double withoutSeconds, double withSeconds) = oursFirst ? (second, first) : (first, second);
            baseline.Add(count / withoutSeconds);
            ours.Add(count / withSeconds);
            ratios.Add(withoutSeconds / withSeconds);
        }
        Console.WriteLine($"{title,-34} {Median(baseline),10:F1} {Median(ours),10:F1} {Median(ratios),8:F2}   [{ratios.Min():F2} – {ratios.Max():F2}]");
    }

    public static void Header(string title, string without, string with) =>
        Console.WriteLine($"\n{title}\n{"",-34} {without,10} {with,10} {"ratio",8}   [lowest – highest of the rounds]");

    private static double Median(List<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
