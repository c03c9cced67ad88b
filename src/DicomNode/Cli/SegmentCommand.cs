using System.CommandLine;
using DicomNode.Decoding;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Cli;

/// <summary><c>segment</c>: a model on files, without the service.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        Argument<string[]> inputs = new("input")
        {
            Description = "DICOM folders, NIfTI (.nii, .nii.gz) or MetaImage (.mha, .mhd): one for each input of the model, in the manifest's order.",
            HelpName = "INPUT",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> model = new("--model") { Description = "The model: an id, or its folder.", HelpName = "ID|DIR", Required = true };
        Option<string> to = new("--out") { Description = "Folder for seg.dcm, rtstruct.dcm, sr.dcm, preview-1.dcm (and so on), labels.nii.gz and report.json.", HelpName = "DIR", Required = true };
        Option<string?> series = new("--series") { Description = "Which series, where a folder has several.", HelpName = "UID" };
        Option<string?> volume = new("--volume") { Description = "Which volume, where a series holds several: \"temporal position 2\".", HelpName = "NAME" };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("segment", "Runs a model on files.") { inputs, model, to, series, volume, config, set, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new OfflineRun(
                parsed.GetRequiredValue(inputs), parsed.GetRequiredValue(model), parsed.GetRequiredValue(to), parsed.GetValue(series),
                CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []))
            {
                Volume = parsed.GetValue(volume),
            },
            parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(OfflineRun run, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        ModelFolder model = ModelLocation.Load(run.Model, run.Options.Models);
        using InferenceEngine engine = new(run.Options.Inference, EngineFolder.Of(run.Options));
        using ImageDecoders decoders = new(static _ => { });
        SeriesSegmenter segmenter = new(new SegmentationPipeline(engine, TimeProvider.System, MemoryLimit.Of(run.Options.Inference.MemoryLimit)), decoders.All, TimeProvider.System);
        SegmentationReport report = await WorkProgress.RunAsync(
            console.Error, $"Segmenting with {model.Manifest.Id}", progress => run.ExecuteAsync(segmenter, model, decoders.All, console.Error, new Stages(progress), cancellationToken));
        await console.Output.WriteLineAsync(json ? Json.Of(report) : Text(report, run.Output));
        return ExitCode.Done;
    }

    private static string Text(SegmentationReport report, string folder) => string.Join('\n',
    [
        .. report.Segments.Select(s => $"{s.Name,-24} {s.VolumeMl,10:0.0} ml"),
        .. report.Segments.Where(s => s.Voxels == 0).Select(s => $"{s.Name} was not found."),
        .. report.Findings.Select(f => f.Reason),
        $"{report.Model} {report.Version} on {report.Provider}, {report.Seconds:0.0} s ({string.Join(", ", report.Stages.Select(s => $"{s.Stage} {s.Seconds:0.0}"))}), peak {report.Stages.Max(s => s.PeakMemoryMiB):0} MiB.",
        $"Written to {folder}.",
    ]);

    private sealed class Stages(IProgress<(double Fraction, string What)> progress) : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => progress.Report(((double)value.Done / Math.Max(1, value.Total), value.Stage));
    }
}
