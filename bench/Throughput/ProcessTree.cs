using System.Globalization;

namespace DicomNode.Bench;

/// <summary>A process and its descendants, as /proc shows them.</summary>
internal sealed class ProcessTree(int root)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <summary>Of the living, and of the dead that were waited for.</summary>
    public double ProcessorSeconds => Members().Sum(stat => Number(stat, 11) + Number(stat, 12) + Number(stat, 13) + Number(stat, 14)) / TicksPerSecond;

    public double ResidentMiB => Members().Sum(stat => Number(stat, 21)) * Environment.SystemPageSize / (1 << 20);

    /// <summary>The fields of /proc/[pid]/stat behind the name; the first is the state.</summary>
    private List<string[]> Members()
    {
        Dictionary<int, string[]> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Read(id) is { } stat)
            {
                all[id] = stat;
            }
        }

        List<string[]> members = [];
        Queue<int> todo = new([root]);
        while (todo.TryDequeue(out int id))
        {
            if (all.TryGetValue(id, out string[]? stat))
            {
                members.Add(stat);
                foreach ((int child, _) in all.Where(p => p.Value[1] == $"{id}"))
                {
                    todo.Enqueue(child);
                }
            }
        }

        return members;
    }

    private static string[]? Read(int id)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended
        }
    }

    private static double Number(string[] stat, int field) => double.Parse(stat[field], CultureInfo.InvariantCulture);
}
