using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Conformance;
using DicomNode.Decoding;

namespace DicomNode.Cli;

/// <summary><c>conformance</c>: the DICOM conformance statement of the node that the configuration describes, on this machine.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        Option<FileInfo?> file = new("--out") { Description = "Where to write it. Default: standard output.", HelpName = "FILE.md" };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Command command = new("conformance", "Writes the DICOM conformance statement (PS3.2) and the IHE integration statement of the node with this configuration.") { file, config, set };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true), parsed.GetValue(file), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(NodeOptions options, FileInfo? file, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using ImageDecoders decoders = new(console.Error.WriteLine);
        string text = new ConformanceStatement(options, decoders.All).Write(cancellationToken);
        await (file is null ? console.Output.WriteAsync(text.AsMemory(), cancellationToken) : File.WriteAllTextAsync(file.FullName, text, cancellationToken));
        return ExitCode.Done;
    }
}
