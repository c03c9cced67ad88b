using DicomNode.Configuration;

namespace DicomNode.Observability.Logs;

/// <summary>Whether systemd has connected this process' output to the journal. The variable alone says little: a shell in a desktop session inherits it. sd-daemon(3), systemd.exec(5).</summary>
internal static class JournalStream
{
    public static LogFormat Format() => !IsOurs(Environment.GetEnvironmentVariable("JOURNAL_STREAM"), Target(1), Target(2)) ? LogFormat.Text
        : File.Exists(JournalSocket.Path) ? LogFormat.Journal
        : LogFormat.Systemd;

    /// <param name="variable">JOURNAL_STREAM: device and inode of the stream, with a colon between.</param>
    /// <param name="targets">What standard output and standard error are: <c>socket:[inode]</c>.</param>
    public static bool IsOurs(string? variable, params string?[] targets) =>
        variable?.Split(':') is [_, { Length: > 0 } inode] && targets.Contains($"socket:[{inode}]");

    private static string? Target(int descriptor)
    {
        try
        {
            return new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
