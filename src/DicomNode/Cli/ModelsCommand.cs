using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Cli;

/// <summary><c>models list</c>, <c>models check</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "The models that the node can run.") { List(), Check() };

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
        Command command = new("check", "Checks a manifest and its network, and loads the network.") { model, config, set };
        command.SetAction(parsed => Check(
            parsed.GetRequiredValue(model), CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed.InvocationConfiguration));
        return command;
    }

    private static int List(NodeOptions options, bool json, InvocationConfiguration console)
    {
        string root = NodeConfiguration.Resolve(options.Models.Folder);
        ListedModel[] models = [.. ModelFolder.Find(root).Select(ListedModel.Read)];
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
                    ? $"{model.Id} {model.Version}: {string.Join(" + ", model.Inputs)} -> {string.Join(", ", model.Segments)}. Licence {model.License}."
                    : $"{model.Id}: cannot be used. {model.Problem}");
            }
        }

        return ExitCode.Done;
    }

    private static int Check(string model, NodeOptions options, InvocationConfiguration console)
    {
        string folder = ModelLocation.Find(model, options.Models);
        IReadOnlyList<ManifestProblem> problems = ModelFolder.Check(folder);
        foreach (ManifestProblem problem in problems)
        {
            console.Error.WriteLine($"{folder}: {problem}");
        }

        if (problems.Count > 0)
        {
            return ExitCode.Failed;
        }

        var loaded = ModelFolder.Load(folder);
        using OnnxEngine engine = OnnxEngine.Load(options.Inference);
        IInferenceSession session = engine.Open(loaded.NetworkFile);
        console.Output.WriteLine($"OK: {loaded.Manifest.Id} {loaded.Manifest.Version}, network loaded by {session.Providers} (ONNX Runtime {engine.Version}).");
        return ExitCode.Done;
    }

    private sealed record ListedModel(
        string Id, string? Version, IReadOnlyList<string> Inputs, IReadOnlyList<string> Segments, string? License, string? Problem)
    {
        public static ListedModel Read(string folder)
        {
            try
            {
                ModelManifest manifest = ModelFolder.Load(folder).Manifest;
                return new(
                    manifest.Id, manifest.Version, [.. manifest.Inputs.Select(i => string.Join("/", i.Select.Modality))],
                    [.. manifest.Segments.Select(s => s.Name)], manifest.Provenance.License, null);
            }
            catch (ModelException e)
            {
                return new(Path.GetFileName(folder), null, [], [], null, e.Message);
            }
        }
    }
}
