using DicomNode.Cli;

namespace DicomNode.Tests.Cli;

/// <summary>One call of the program, in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(params IReadOnlyList<string> args)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await CommandLine.RunAsync(args, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
