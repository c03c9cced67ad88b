using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DicomNode.Testing;

/// <summary>
/// A program that a test started: its output is kept for the failure message, readiness is asked for and never slept for,
/// and it ends by its handle. <c>timeout</c> of coreutils ends it when the test process was killed and could not.
/// </summary>
public sealed class ExternalProcess : IAsyncDisposable
{
    /// <summary>Long runs of crash tests, which a variable asks for, keep one archive for all their cases.</summary>
    private static readonly TimeSpan s_longestLife = Environment.GetEnvironmentVariable("DICOMNODE_LONG_CRASH_TESTS") is null ? TimeSpan.FromMinutes(15) : TimeSpan.FromHours(2);

    private readonly Process _process;
    private readonly string _program;
    private readonly StringBuilder _log = new();
    private bool _disposed;

    private ExternalProcess(Process process, string program)
    {
        (_process, _program) = (process, program);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote so far to standard output and standard error.</summary>
    public string Log
    {
        get { lock (_log) { return _log.ToString(); } }
    }

    /// <param name="program">Name of the program, looked for on the path.</param>
    /// <param name="arguments">Its arguments, one by one; no shell reads them.</param>
    /// <param name="workingDirectory">Its working directory; ours when not given.</param>
    /// <param name="environment">Variables to add to ours.</param>
    public static ExternalProcess Start(
        string program, IEnumerable<string> arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        RequireOnPath(program);
        ProcessStartInfo start = new("timeout", ["--foreground", "--kill-after=5", $"{s_longestLife.TotalSeconds}", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) { start.Environment[name] = value; }
        return new ExternalProcess(Process.Start(start)!, program);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed, and the message holds its output.</exception>
    public static async Task<ProcessOutcome> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan? within = null, string? workingDirectory = null, CancellationToken cancellationToken = default)
    {
        await using ExternalProcess process = Start(program, arguments, workingDirectory);
        int exitCode = await process.WaitForExitAsync(within ?? TimeSpan.FromMinutes(2), cancellationToken);
        return new ProcessOutcome(exitCode, process.Log);
    }

    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="InvalidOperationException">The program ended instead.</exception>
    /// <exception cref="TimeoutException">It is still not ready.</exception>
    public async Task WaitUntilReadyAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan within, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isReady);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        try
        {
            while (!await isReady(deadline.Token))
            {
                if (HasExited) { throw new InvalidOperationException($"{_program} ended with code {_process.ExitCode}:\n{Log}"); }
                await Task.Delay(20, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_program} was not ready within {within}:\n{Log}");
        }
    }

    /// <returns>Its exit code, after all of its output has been read.</returns>
    /// <exception cref="TimeoutException">It did not end in time; the message holds its output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(within);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_program} did not end within {within}:\n{Log}");
        }
    }

    /// <summary>Asks it to end, as an administrator would (SIGTERM).</summary>
    public Task<ProcessOutcome> TerminateAsync() => RunAsync("kill", ["-TERM", $"{Id}"]);

    /// <summary>Ends it and what it started as a power cut would (SIGKILL), by handle.</summary>
    public Task KillAsync()
    {
        if (!_process.HasExited) { _process.Kill(entireProcessTree: true); }
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) { return; }
        _disposed = true;
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) { return; }
        lock (_log) { _log.Append(line).Append('\n'); }
    }

    private static void RequireOnPath(string program)
    {
        bool found = program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(program)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
        if (!found) { throw new Win32Exception(2, $"The program '{program}' is not installed. tests/run names the Debian package and installs it where it may."); }
    }
}
