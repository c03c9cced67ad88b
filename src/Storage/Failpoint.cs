using System.Diagnostics;
using System.Globalization;

namespace DicomNode.Storage;

/// <summary>
/// Kills this process, as the kernel would, when it reaches a boundary that the environment names: <c>DICOMNODE_FAILPOINT=JobClaimed</c>, or
/// <c>ResultWritten:2</c> for the second time. Without the variable it costs a comparison.
/// </summary>
public static class Failpoint
{
    public const string Variable = "DICOMNODE_FAILPOINT";

    private static readonly StateBoundary s_armed;
    private static int s_left;

    static Failpoint()
    {
        string[] wanted = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        if (Enum.TryParse(wanted[0], out s_armed))
        {
            s_left = wanted.Length > 1 ? int.Parse(wanted[1], CultureInfo.InvariantCulture) : 1;
        }
    }

    public static void Reach(StateBoundary boundary)
    {
        if (boundary == s_armed && Interlocked.Decrement(ref s_left) == 0)
        {
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing of ours runs after it
        }
    }
}
