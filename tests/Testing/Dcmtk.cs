namespace DicomNode.Testing;

/// <summary>The command line tools of DCMTK (Debian package dcmtk).</summary>
public static class Dcmtk
{
    /// <summary>Runs one tool, for example <c>RunAsync("dcmdump", ["+P", "PatientID", file])</c>.</summary>
    public static Task<ProcessOutcome> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken = default) =>
        ExternalProcess.RunAsync(tool, arguments, cancellationToken: cancellationToken);

    /// <summary>Runs one tool that has to succeed.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">Its exit code was not 0; the message holds its output.</exception>
    public static async Task<string> RequireAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken = default)
    {
        ProcessOutcome outcome = await RunAsync(tool, arguments, cancellationToken);
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException($"{tool} ended with code {outcome.ExitCode}:\n{outcome.Output}");
    }
}
