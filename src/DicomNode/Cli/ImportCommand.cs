using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Cli;

/// <summary><c>models import</c>: a model of another maker into a folder that the node can use.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        Argument<string> source = new("source") { Description = "A MONAI bundle, an nnU-Net v2 results folder or a Clara Train MMAR, or its configuration file.", HelpName = "SOURCE" };
        Option<string> to = new("--out") { Description = "Folder for the model; its name becomes the model's id.", HelpName = "DIR", Required = true };
        Option<string?> network = new("--onnx") { Description = "The network, where it is not in the source.", HelpName = "FILE" };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("import", "Makes a model of a MONAI bundle, an nnU-Net v2 results folder or a Clara Train MMAR. Nothing of it is executed.") { source, to, network, config, set, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(source), parsed.GetRequiredValue(to), parsed.GetValue(network),
            CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string source, string folder, string? network, NodeOptions options, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using OnnxEngine engine = OnnxEngine.Load(options.Inference);
        var exact = new InferenceOptions { Library = options.Inference.Library, Threads = options.Inference.Threads, Providers = ["CPU"] };
        ImportResult result;
        try
        {
            result = await new ModelImport(engine, () => OnnxEngine.Load(exact)).RunAsync(source, folder, network, cancellationToken);
        }
        catch (ImportException e)
        {
            foreach (ImportFinding reason in e.Reasons)
            {
                await console.Error.WriteLineAsync($"{source}: {reason}");
            }

            return ExitCode.Failed;
        }

        await console.Output.WriteLineAsync(json ? Json.Of(Facts(result)) : Text(result));
        return result.IsUsable ? ExitCode.Done : ExitCode.Failed;
    }

    private static object Facts(ImportResult result) => new
    {
        folder = result.Folder,
        id = result.Manifest.Id,
        usable = result.IsUsable,
        missing = result.Of(FindingKind.Missing).Select(f => f.ToString()),
        warnings = result.Of(FindingKind.Warning).Select(f => f.ToString()),
        problems = result.Problems.Select(p => p.ToString()),
        selfTest = result.Test?.Sentences ?? [],
    };

    private static string Text(ImportResult result) => string.Join('\n',
    [
        $"{result.Manifest.Id}: {ImportReport.Verdict(result)}",
        .. result.Problems.Select(p => $"  cannot be run: {p}"),
        .. result.Of(FindingKind.Missing).Select(f => $"  to fill in: {f}"),
        .. result.Of(FindingKind.Warning).Select(f => $"  warning: {f}"),
        .. result.Test?.Sentences.Select(s => $"  {s}") ?? [],
        $"Written to {result.Folder}: {ModelFolder.ManifestName}, {ImportReport.FileName}.",
    ]);
}
