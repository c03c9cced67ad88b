using System.Diagnostics;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Bench.Segmenting;

/// <summary>One run of the node's pipeline in a process of its own, from files to labels. Prints what it took.</summary>
/// <param name="scores">Null: the model's network runs.</param>
internal sealed class SegmentRun(string model, string dicom, string labels, string? scores, int classes) : IProgress<PipelineProgress>
{
    private readonly List<StageCost> _stages = [];
    private string? _stage;
    private long _start;
    private TimeSpan _processor;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using IInferenceEngine engine = scores is null ? OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] }) : new GivenScores(scores, classes);
        ModelFolder folder = ModelFolder.Load(model);
        double idle = PeakMiB();
        Begin("read");
        string[] files = [.. Directory.EnumerateFiles(dicom).Order(StringComparer.Ordinal)];
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        (VolumeShape, Geometry)[] grids = [(verdict.Shape, verdict.Geometry!)];
        SegmentationResult result = await new SegmentationPipeline(engine, TimeProvider.System).RunAsync(
            folder, grids, token => [SeriesVolumeBuilder.Build(files, verdict, token)], this, cancellationToken);
        Begin(null);
        double peak = PeakMiB();
        NiftiFile.Write(labels, result.Labels);
        Console.WriteLine(new SegmentCost(_stages, idle, peak, PredictedMiB: MemoryForecast.For(folder.Manifest, grids, isSourceKept: false).Bytes / (double)(1 << 20)));
    }

    public void Report(PipelineProgress value)
    {
        if (value.Stage != _stage)
        {
            Begin(value.Stage);
        }
    }

    private static double PeakMiB() => long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null) / 1024.0;

    private void Begin(string? stage)
    {
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        if (_stage is not null)
        {
            _stages.Add(new StageCost(_stage, Stopwatch.GetElapsedTime(_start).TotalSeconds, (processor - _processor).TotalSeconds));
        }

        (_stage, _start, _processor) = (stage, Stopwatch.GetTimestamp(), processor);
    }
}
