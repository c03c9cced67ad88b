using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Postprocessing;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>From volumes to labels on the reference grid, as a model's manifest says: prepare, run the network, restore, post-process.</summary>
/// <param name="limit">Of the memory of the process; null: the machine's.</param>
public sealed class SegmentationPipeline(IInferenceEngine engine, TimeProvider clock, MemoryLimit? limit = null)
{
    /// <param name="model">The model to run.</param>
    /// <param name="inputs">In the order of the manifest's inputs. They are read, never written.</param>
    /// <exception cref="InferenceException">The network could not be loaded or run, or took too long, or there is not memory enough.</exception>
    /// <exception cref="ModelException">The network has not the tensors that the manifest names, or the input is beyond its limits.</exception>
    public async Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<Volume<float>> inputs, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        (VolumeShape, Geometry)[] grids = [.. inputs.Select(i => (i.Shape, i.Geometry))];
        long held = inputs.Sum(i => (long)i.Values.Length * sizeof(float));
        return await RunAsync(model, grids, held, _ => inputs, null, progress, cancellationToken);
    }

    /// <summary>The same for series that are still to be read: nothing is read when memory will not do, and what was read is let go as soon as the tensor is prepared.</summary>
    /// <param name="grids">Of the series, in the order of the manifest's inputs.</param>
    /// <param name="read">Gives volumes on these grids. Who keeps them keeps their memory.</param>
    /// <inheritdoc cref="RunAsync(ModelFolder, IReadOnlyList{Volume{float}}, IProgress{PipelineProgress}?, CancellationToken)"/>
    public Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<(VolumeShape Shape, Geometry Geometry)> grids, Func<CancellationToken, IReadOnlyList<Volume<float>>> read, IProgress<PipelineProgress>? progress,
        CancellationToken cancellationToken) => RunAsync(model, grids, held: 0, read, null, progress, cancellationToken);

    /// <summary>The same, with probabilities of the segments beside the labels.</summary>
    /// <param name="spool">Opens an empty file for them, which is gone when it is closed: a byte for each segment and voxel at most, and less where nothing is probable.</param>
    /// <exception cref="ModelException">The model has none; <see cref="ModelManifest.ProbabilitiesRefusal"/> says why.</exception>
    /// <inheritdoc cref="RunAsync(ModelFolder, IReadOnlyList{ValueTuple{VolumeShape, Geometry}}, Func{CancellationToken, IReadOnlyList{Volume{float}}}, IProgress{PipelineProgress}?, CancellationToken)"/>
    public Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<(VolumeShape Shape, Geometry Geometry)> grids, Func<CancellationToken, IReadOnlyList<Volume<float>>> read, Func<FileStream> spool,
        IProgress<PipelineProgress>? progress, CancellationToken cancellationToken) => model.Manifest.ProbabilitiesRefusal is string reason
            ? throw new ModelException(model.Path, [new("emit.segmentationType", $"{model.Manifest.Id} has no probabilities: {reason}.")])
            : RunAsync(model, grids, held: 0, read, spool, progress, cancellationToken);

    private async Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<(VolumeShape Shape, Geometry Geometry)> grids, long held, Func<CancellationToken, IReadOnlyList<Volume<float>>> read,
        Func<FileStream>? spool, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        ModelManifest manifest = model.Manifest;
        ArgumentOutOfRangeException.ThrowIfNotEqual(grids.Count, manifest.Inputs.Count);
        (limit ?? MemoryLimit.OfMachine).Require(model, MemoryForecast.For(manifest, grids, isSourceKept: held > 0, withProbabilities: spool is not null), held);
        using var timeout = new CancellationTokenSource(manifest.Limits.TimeoutSeconds is int seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return Composition.IsNeeded(model)
                ? await Composition.RunAsync(
                    model, await Task.Run(() => read(either.Token), either.Token),
                    (part, inputs, told, stop) => RunStagesAsync(part, _ => inputs, isLetGo: false, null, told, stop), progress, either.Token)
                : await RunStagesAsync(model, read, held == 0, spool, progress, either.Token);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InferenceException($"{manifest.Id} took longer than the {manifest.Limits.TimeoutSeconds} s that its limits.timeoutSeconds allows.", model.NetworkFile, inner: e);
        }
    }

    private async Task<SegmentationResult> RunStagesAsync(
        ModelFolder model, Func<CancellationToken, IReadOnlyList<Volume<float>>> read, bool isLetGo, Func<FileStream>? spool, IProgress<PipelineProgress>? progress,
        CancellationToken cancellationToken)
    {
        ModelManifest manifest = model.Manifest;
        var stages = new StageClock(clock, progress);
        using LentNetworks networks = await model.OpenNetworksAsync(engine, cancellationToken);

        Preparation preparation = await PrepareAsync(model, read, stages, cancellationToken);
        if (isLetGo)
        {
            LargeVolumes.GiveBack(preparation.Reference.Shape);
        }

        var network = new WindowedNetwork(new WindowPredictor(networks.Sessions, manifest, model.NetworkFile), manifest.Window);
        ProbabilityRun? probable = spool is null ? null : new(manifest, preparation, spool);
        try
        {
            (Memory<ushort> values, Memory<ushort>? decided) = await LabelsAsync(manifest, preparation, network, probable, stages, cancellationToken);
            probable?.Keep(decided ?? values);
            OutsideCrop.Fill(values, preparation.Changes, manifest.Outputs[0].OutsideCrop, cancellationToken);
            var labels = new Volume<ushort>(values, preparation.Reference.Shape, preparation.Reference.Geometry);
            await stages.RunAsync("postprocess", told => Task.Run(() => Postprocess(labels, [.. manifest.Postprocess.Where(s => s.OnGrid == PostGrid.Reference)], told, cancellationToken), cancellationToken));
            var result = new SegmentationResult(labels, networks.Providers, stages.Timings) { Probabilities = probable?.Result(labels) };
            probable = null;
            return result;
        }
        finally
        {
            probable?.Dispose();
        }
    }

    // nothing refers to the series once the tensor is prepared: what was awaited keeps its delegates until all that waits for it has run
    private static Task<Preparation> PrepareAsync(ModelFolder model, Func<CancellationToken, IReadOnlyList<Volume<float>>> read, StageClock stages, CancellationToken cancellationToken)
    {
        IReadOnlyList<Volume<float>>? inputs = read(cancellationToken);
        return stages.RunAsync("prepare", told => Task.Run(() => Prepare(model, Interlocked.Exchange(ref inputs, null)!, told, cancellationToken), cancellationToken));
    }

    // on the grid of the source
    private static async Task<RestoredLabels> LabelsAsync(
        ModelManifest manifest, Preparation preparation, WindowedNetwork network, ProbabilityRun? probable, StageClock stages, CancellationToken cancellationToken)
    {
        PreparedTensor tensor = preparation.Tensor;
        var path = LabelPath.For(manifest, preparation.Changes, tensor.Shape, probable is not null);
        var decoder = new LabelDecoder(manifest.Outputs[0], [.. manifest.Postprocess.Where(s => s.OnGrid == PostGrid.Model)])
        {
            KeepsDecided = probable is not null,
            Show = probable is null ? null : scores => probable.Make(scores, cancellationToken),
        };
        switch (path)
        {
            case { Kind: LabelPathKind.Slabs }:
                Memory<ushort> labels = new ushort[preparation.Reference.Shape.Length];
                await InSlabsAsync(new SlabRestore(decoder.Output, path.Sampling!, labels));
                return new(labels);
            case { Kind: LabelPathKind.SlabsOnModelGrid }:
                var sink = new SlabLabels(decoder.Output, tensor.Shape);
                await InSlabsAsync(sink);
                return await RestoreAsync(sink.Labels);
            case { Kind: LabelPathKind.WindowByWindow }:
                return await RestoreAsync(await stages.RunAsync("network", told => network.LabelsAsync(tensor, s => decoder.Decode(s, cancellationToken), told, cancellationToken)));
            default:
                using (Scores scores = await stages.RunAsync("network", told => network.ScoresAsync(tensor, told, cancellationToken)))
                {
                    return await stages.RunAsync("restore", told => Task.Run(() => decoder.Restore(scores, preparation.Changes, told, cancellationToken), cancellationToken));
                }
        }

        // most of the restoring is done beside the network; what is left is what comes after its last window
        async Task InSlabsAsync(ISlabSink sink)
        {
            ISlabSink all = probable is null ? sink : new SlabSinks(sink, probable.Sink(path.Probabilities!));
            Task rest = await stages.RunAsync("network", told => network.RunAsync(tensor, all, told, cancellationToken));
            await stages.RunAsync("restore", async _ =>
            {
                await rest;
                return true;
            });
        }

        Task<RestoredLabels> RestoreAsync(Memory<ushort> decided) => stages.RunAsync("restore", _ => Task.Run(() =>
            decoder.Restore(new Volume<ushort>(decided, tensor.Shape, tensor.Geometry), preparation.Changes, cancellationToken), cancellationToken));
    }

    private static bool Postprocess(Volume<ushort> labels, PostStep[] steps, Action<int, int> told, CancellationToken cancellationToken)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            told(i, steps.Length);
            Postprocessor.Apply(labels, [steps[i]], cancellationToken);
        }

        told(steps.Length, steps.Length);
        return true;
    }

    private static Preparation Prepare(ModelFolder model, IReadOnlyList<Volume<float>> inputs, Action<int, int> told, CancellationToken cancellationToken)
    {
        ModelManifest manifest = model.Manifest;
        var preparation = new Preparation(inputs, manifest, cancellationToken);
        for (int i = 0; i < manifest.Preprocess.Count; i++)
        {
            told(i, manifest.Preprocess.Count);
            preparation.Apply(i, cancellationToken);
        }

        if (manifest.Window.Mode is WindowMode.Sliding or WindowMode.Slices && WindowPlan.SizeOf(manifest.Window, preparation.Tensor.Shape) is VolumeShape size)
        {
            preparation.Pad(size, WindowPlan.BorderOf(manifest.Window), (float)manifest.Window.PadValue, cancellationToken);
        }

        if (preparation.Tensor.Shape.Length > manifest.Limits.MaxVoxels)
        {
            throw new ModelException(model.Path, [new ManifestProblem("limits.maxVoxels", $"The prepared tensor has {preparation.Tensor.Shape} voxels, more than {manifest.Limits.MaxVoxels}.")]);
        }

        told(manifest.Preprocess.Count, manifest.Preprocess.Count);
        return preparation;
    }
}
