using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Cli;

/// <summary><c>models warm</c>: loads models and runs a window, so that engines are built before the first series comes.</summary>
internal static class WarmCommand
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        Argument<string?> model = new("model") { Description = "The model's id or folder. Default: all models of the models folder.", HelpName = "ID|DIR", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("warm", "Loads models and runs a window, so that what a GPU provider builds (minutes, once) is there before a series needs it.") { model, config, set, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(model), CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? model, NodeOptions options, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        string[] folders = model is null ? [.. ModelFolder.Find(NodeConfiguration.Resolve(options.Models.Folder))] : [ModelLocation.Find(model, options.Models)];
        using InferenceEngine engine = new(options.Inference, EngineFolder.Of(options));
        ModelWarmer warmer = new(engine, new WarmRecords(EngineFolder.Of(options)), TimeProvider.System);
        WarmState[] states = await WorkProgress.RunAsync(console.Error, "Loading models", progress => WarmAllAsync(folders, warmer, progress, cancellationToken));
        if (json)
        {
            await console.Output.WriteLineAsync(Json.Of(states));
        }
        else
        {
            foreach (WarmState state in states)
            {
                await console.Output.WriteLineAsync($"{state.Text(state.Since)}.");
            }
        }

        return states.All(s => s.Stage == WarmStage.Warm) ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<WarmState[]> WarmAllAsync(string[] folders, ModelWarmer warmer, IProgress<(double Fraction, string What)> progress, CancellationToken cancellationToken)
    {
        List<WarmState> states = [];
        foreach (string folder in folders)
        {
            states.Add(await WarmAsync(folder, warmer, what => progress.Report(((double)states.Count / folders.Length, what)), cancellationToken));
        }

        return [.. states];
    }

    private static async Task<WarmState> WarmAsync(string folder, ModelWarmer warmer, Action<string> show, CancellationToken cancellationToken)
    {
        ModelFolder model;
        try
        {
            model = ModelFolder.Load(folder);
        }
        catch (ModelException e)
        {
            return new(Path.GetFileName(folder), "", WarmStage.Failed, TimeProvider.System.GetUtcNow().UtcDateTime, Reason: e.Message);
        }

        WarmState? now = null;
        Task<WarmState> work = warmer.WarmAsync(model, state => now = state, cancellationToken);
        while (await Task.WhenAny(work, Task.Delay(s_beat, cancellationToken)) != work)
        {
            if (now is not null)
            {
                show(now.Text(TimeProvider.System.GetUtcNow().UtcDateTime)); // that it lives: an engine may take minutes
            }
        }

        return await work;
    }
}
