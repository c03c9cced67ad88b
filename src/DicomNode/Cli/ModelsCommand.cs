using System.CommandLine;
using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Cli;

/// <summary><c>models list</c>, <c>models check</c>; <c>models import</c> is <see cref="ImportCommand"/>, <c>models warm</c> <see cref="WarmCommand"/>.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "The models that the node can run.") { List(), Check(), ImportCommand.Create(), WarmCommand.Create() };

    private static Command List()
    {
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Shows the models in the models folder.") { config, set, json };
        command.SetAction(parsed => List(CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed.GetValue(json), parsed.InvocationConfiguration));
        return command;
    }

    private static Command Check()
    {
        Argument<string> model = new("model") { Description = "The model's folder, or its id.", HelpName = "DIR|ID" };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Command command = new("check", "Checks a manifest and its network, loads the network, and runs the model's self-test where it has one.") { model, config, set };
        command.SetAction((parsed, cancellationToken) => CheckAsync(
            parsed.GetRequiredValue(model), CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static int List(NodeOptions options, bool json, InvocationConfiguration console)
    {
        string root = NodeConfiguration.Resolve(options.Models.Folder);
        WarmRecords records = new(EngineFolder.Of(options));
        ListedModel[] models = [.. ModelFolder.Find(root).Select(f => ListedModel.Read(f, records))];
        if (json)
        {
            console.Output.WriteLine(Json.Of(new { folder = root, models }));
        }
        else if (models.Length == 0)
        {
            console.Output.WriteLine($"No models in {root}.");
        }
        else
        {
            foreach (ListedModel model in models)
            {
                console.Output.WriteLine(model.Problem is null
                    ? $"{model.Id} {model.Version}: {string.Join(" + ", model.Inputs)} -> {string.Join(", ", model.Segments)}. Licence {model.License}.{(model.Warm is null ? "" : $" Last {(model.Warm.Stage == WarmStage.Warm ? "ready" : "tried")} {model.Warm.Since:yyyy-MM-dd HH:mm}: {model.Warm.Text(model.Warm.Since)}.")}"
                    : $"{model.Id}: cannot be used. {model.Problem}");
            }
        }

        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(string model, NodeOptions options, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        string folder = ModelLocation.Find(model, options.Models);
        IReadOnlyList<ManifestProblem> problems = ModelFolder.Check(folder);
        foreach (ManifestProblem problem in problems)
        {
            await console.Error.WriteLineAsync($"{folder}: {problem}");
        }

        if (problems.Count > 0)
        {
            return ExitCode.Failed;
        }

        var loaded = ModelFolder.Load(folder);
        using InferenceEngine engine = new(options.Inference, EngineFolder.Of(options));
        using LentNetworks networks = await loaded.OpenNetworksAsync(engine, cancellationToken);
        foreach (ModelFolder part in loaded.Parts.Skip(1))
        {
            using IInferenceSession other = await part.OpenNetworkAsync(engine, cancellationToken);
        }

        SelfTestResult? test = await ModelSelfTest.RunAsync(loaded, engine, cancellationToken);
        if (test?.Passed == false)
        {
            await console.Error.WriteLineAsync($"{folder}: selfTest: {Text(test)}; {loaded.Manifest.SelfTest!.MinDice} is asked for. Another provider may compute it right: Inference:Providers.");
            return ExitCode.Failed;
        }

        await console.Output.WriteLineAsync($"OK: {loaded.Manifest.Id} {loaded.Manifest.Version}, network loaded by {networks.Providers}{(engine.IsRemote(loaded.Request()) ? "" : $" (ONNX Runtime {engine.Local.Version})")}.");
        await console.Output.WriteLineAsync(test is null ? "The manifest has no selfTest: what the network computes was not looked at." : $"Self-test passed: {Text(test)}.");
        return ExitCode.Done;
    }

    private static string Text(SelfTestResult test) =>
        $"{string.Join(", ", test.Dice.Select(d => string.Create(CultureInfo.InvariantCulture, $"label {d.Key} Dice {d.Value:0.000000}")))}, {test.DifferingVoxels} voxels differ, on {test.Providers.InUse}";

    private sealed record ListedModel(
        string Id, string? Version, IReadOnlyList<string> Inputs, IReadOnlyList<string> Segments, string? License, string? Problem, WarmState? Warm)
    {
        public static ListedModel Read(string folder, WarmRecords records)
        {
            try
            {
                ModelManifest manifest = ModelFolder.Load(folder).Manifest;
                return new(
                    manifest.Id, manifest.Version, [.. manifest.Inputs.Select(i => string.Join("/", i.Select.Modality))],
                    [.. manifest.Segments.Select(s => s.Name)], manifest.Provenance.License, null, records.Read(manifest.Id) is { } warm && warm.Version == manifest.Version ? warm : null);
            }
            catch (ModelException e)
            {
                return new(Path.GetFileName(folder), null, [], [], null, e.Message, null);
            }
        }
    }
}
