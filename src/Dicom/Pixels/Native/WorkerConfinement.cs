using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>What a worker does to itself before it sees a byte of an image: everything that it must not be able to do later.</summary>
internal static partial class WorkerConfinement
{
    private const int LimitData = 2, LimitCore = 4; // RLIMIT_*
    private const int SetDumpable = 4, SetNoNewPrivileges = 38; // PR_*
    private const int SignalInterrupt = 2, SignalTerminate = 15;
    private const nint Ignore = 1; // SIG_IGN
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int PipeSize = 1 << 20; // the most that a user may have: a slice passes in one piece

    /// <param name="memoryLimit">
    /// Bytes of private memory beyond what the runtime has taken by now. It is RLIMIT_DATA: address space that the runtime reserves without touching does not count.
    /// </param>
    /// <returns>Standard output. Whatever a library prints from now on goes nowhere, so that it cannot pass for an answer.</returns>
    /// <exception cref="IOException">The system refuses a limit.</exception>
    public static FileStream Apply(long memoryLimit)
    {
        // of all processes of the node, one that decodes a foreign file is the one to end when memory runs out
        TryWrite("/proc/self/oom_score_adj", "500");
        _ = signal(SignalInterrupt, Ignore); // Ctrl-C and SIGTERM are for the parent; a worker leaves when its standard input closes
        _ = signal(SignalTerminate, Ignore);
        _ = fcntl(0, SetPipeSize, PipeSize);
        _ = fcntl(1, SetPipeSize, PipeSize);
        int output = dup(1);
        using (SafeFileHandle nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write))
        {
            _ = dup2((int)nowhere.DangerousGetHandle(), 1);
            _ = dup2((int)nowhere.DangerousGetHandle(), 2);
        }

        Check(prctl(SetNoNewPrivileges, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
        Check(prctl(SetDumpable, 0, 0, 0, 0), "PR_SET_DUMPABLE"); // no core file: it would hold a patient's image
        SetLimit(LimitCore, 0);
        SetLimit(LimitData, (ulong)(PrivateMemory() + memoryLimit));
        return new FileStream(new SafeFileHandle(output, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>Ends this process (SIGALRM) unless it is called again in time.</summary>
    /// <param name="limit">Zero: never.</param>
    public static void EndAfter(TimeSpan limit) => _ = alarm((uint)Math.Ceiling(limit.TotalSeconds));

    /// <summary>What RLIMIT_DATA counts, in bytes.</summary>
    private static long PrivateMemory()
    {
        const string Key = "VmData:";
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Key, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Key.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) * 1024;
    }

    private static void SetLimit(int resource, ulong value)
    {
        Limit limit = new() { Soft = value, Hard = value };
        Check(setrlimit(resource, ref limit), $"resource limit {resource}");
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
        {
            throw new IOException($"{what} cannot be set: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private static void TryWrite(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a container may forbid it; it is a courtesy only
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, ref Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    private static partial uint alarm(uint seconds);

    [LibraryImport("libc")]
    private static partial int fcntl(int descriptor, int command, int value);

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int dup2(int descriptor, int target);

    /// <summary><c>struct rlimit</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
