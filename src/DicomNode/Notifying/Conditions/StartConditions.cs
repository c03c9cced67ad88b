using DicomNode.Configuration;
using DicomNode.Storage.Files;

namespace DicomNode.Notifying.Conditions;

/// <summary>What a start found: a node that was not stopped before, an index that was put aside. Each is told of once.</summary>
internal sealed class StartConditions(NotificationBookFile book, DataFolder folder, NodeOptions options) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.Crashed, NotificationKind.IndexRebuilt];

    public Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        string node = options.Listener.AeTitle;
        Occurrence[] crashes = [.. book.Current.Crashes.Where(c => c > since).OrderDescending().Select(c => new Occurrence($"{c.Ticks}", $"Started at {c:yyyy-MM-dd HH:mm:ss} UTC"))];
        Occurrence[] asides = [.. Directory.EnumerateFiles(folder.Root, $"{Path.GetFileName(folder.Database)}.*").Where(f => IsAside(f) && File.GetLastWriteTimeUtc(f) > since)
            .OrderDescending(StringComparer.Ordinal).Select(f => new Occurrence(Path.GetFileName(f), $"The damaged one is {Path.GetFileName(f)}"))];
        List<Condition> found = [];
        if (crashes.Length > 0)
        {
            found.Add(new(NotificationKind.Crashed, node, "The node started again without having been stopped",
                "It crashed, was killed, or the machine lost power. Nothing that was acknowledged is lost, and work goes on; its log says what it did last.") { Lasts = false, Occurrences = crashes });
        }

        if (asides.Length > 0)
        {
            found.Add(new(NotificationKind.IndexRebuilt, node, "The index was put aside and made again from the files",
                "It was damaged, or somebody asked for it (rebuild). Images are complete; what was sent before is not known any more. If nobody asked, look at the disk.") { Lasts = false, Occurrences = asides });
        }

        return Task.FromResult<IReadOnlyList<Condition>>(found);
    }

    private static bool IsAside(string file) => Path.GetExtension(file) is ['.', >= '0' and <= '9', ..] extension && extension.AsSpan(1).IndexOfAnyExceptInRange('-', '9') < 0;
}
