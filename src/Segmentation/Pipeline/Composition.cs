using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Postprocessing;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>One result of several runs: a model that looks where another one found something, networks whose labels are united, networks that vote.</summary>
internal static class Composition
{
    /// <summary>One network, or one mean of several, from volumes to labels.</summary>
    public delegate Task<SegmentationResult> Run(ModelFolder model, IReadOnlyList<Volume<float>> inputs, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken);

    public static bool IsNeeded(ModelFolder model) => model.CropModel is not null || model.Parts.Count > 0;

    /// <exception cref="VolumeException">Nothing was found where the model should look, and its manifest wants that to fail.</exception>
    public static async Task<SegmentationResult> RunAsync(
        ModelFolder model, IReadOnlyList<Volume<float>> inputs, Run run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        Volume<float> reference = inputs[model.Manifest.ReferenceInput];
        List<SegmentationResult> runs = [];
        LabelBox? box = new((0, 0, 0), reference.Shape);
        if (model.CropModel is { } coarse)
        {
            SegmentationResult found = await CoarseAsync(model, coarse, inputs, run, progress, cancellationToken);
            runs.Add(found);
            box = BoxOf(model.Manifest, found.Labels, cancellationToken);
        }

        ushort[] labels = new ushort[reference.Shape.Length];
        if (box is { } there)
        {
            Volume<ushort> part = await PartsAsync(model, there.Size == reference.Shape ? inputs : [.. inputs.Select(i => Cut(i, reference, there))], run, runs, progress, cancellationToken);
            (int z, int y, int x) = there.First;
            Windows.Paste<ushort>(part.Values.Span, part.Shape, there.First, labels, reference.Shape, there.First, (z + part.Shape.Depth, y + part.Shape.Height, x + part.Shape.Width));
        }

        var whole = new Volume<ushort>(labels, reference.Shape, reference.Geometry);
        Postprocessor.Apply(whole, [.. model.Manifest.Postprocess.Where(s => s.OnGrid == PostGrid.Reference)], cancellationToken);
        return new SegmentationResult(whole, runs[^1].Providers, Timings(runs));
    }

    /// <summary>Which inputs of a model go into the one that says where it looks; null: one of those is not there.</summary>
    public static int[]? InputsOf(ModelManifest coarse, ModelManifest fine)
    {
        if (coarse.Inputs.Count == 1)
        {
            return [fine.ReferenceInput];
        }

        int[] inputs = [.. coarse.Inputs.Select(wanted => Enumerable.Range(0, fine.Inputs.Count).FirstOrDefault(i => fine.Inputs[i].Name == wanted.Name, -1))];
        return inputs.Contains(-1) ? null : inputs;
    }

    // its labels are on the grid of the reference of the model that looks there: both have the same one
    private static Task<SegmentationResult> CoarseAsync(
        ModelFolder model, ModelFolder coarse, IReadOnlyList<Volume<float>> inputs, Run run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        Volume<float>[] chosen = [.. InputsOf(coarse.Manifest, model.Manifest)!.Select(i => inputs[i])];
        return IsNeeded(coarse) ? RunAsync(coarse, chosen, run, progress, cancellationToken) : run(coarse, chosen, progress, cancellationToken);
    }

    // null: there is nothing to look at
    private static LabelBox? BoxOf(ModelManifest manifest, Volume<ushort> found, CancellationToken cancellationToken)
    {
        CropFromSpec crop = manifest.Compose!.CropFrom!;
        if (LabelBox.Around(found, crop.Labels, cancellationToken) is LabelBox box)
        {
            return box.Grown(MarginVoxels(manifest, crop, found.Geometry), found.Shape);
        }

        return crop.IfEmpty switch
        {
            WhenEmpty.Skip => null,
            WhenEmpty.Whole => new LabelBox((0, 0, 0), found.Shape),
            _ => throw new VolumeException($"{crop.Model} found none of its labels {string.Join(", ", crop.Labels)}, and {manifest.Id} looks only there (compose.cropFrom.ifEmpty fail)."),
        };
    }

    private static int[] MarginVoxels(ModelManifest manifest, CropFromSpec crop, Geometry geometry)
    {
        if (crop.MarginMm is not { } margin)
        {
            return [0, 0, 0];
        }

        AxisCodes own = AxisCodes.Of(geometry);
        var order = AxisOrder.Between(own, manifest.Spatial.Orientation is string codes ? AxisCodes.Parse(codes) : own);
        int[] voxels = new int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            voxels[order.SourceOf(axis)] = (int)(margin[axis] / geometry.Step(order.SourceOf(axis)).Length);
        }

        return voxels;
    }

    private static async Task<Volume<ushort>> PartsAsync(
        ModelFolder model, IReadOnlyList<Volume<float>> inputs, Run run, List<SegmentationResult> runs, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        if (model.Parts.Count == 0)
        {
            runs.Add(await run(model.WithoutReferenceSteps(), inputs, progress, cancellationToken));
            return runs[^1].Labels;
        }

        List<Volume<ushort>> made = [];
        foreach (ModelFolder part in model.Parts)
        {
            runs.Add(await run(part, inputs, progress, cancellationToken));
            made.Add(runs[^1].Labels);
        }

        Volume<ushort> first = made[0];
        if (model.Manifest.Compose is not { Union.Count: > 0 } compose)
        {
            return new Volume<ushort>(LabelMerge.Vote([.. made.Select(m => (ReadOnlyMemory<ushort>)m.Values)], first.Shape, cancellationToken), first.Shape, first.Geometry);
        }

        for (int i = 0; i < compose.Union.Count; i++)
        {
            ushort[] table = new ushort[ushort.MaxValue + 1];
            foreach ((int from, int to) in compose.Union[i].Map)
            {
                table[from] = (ushort)to;
            }

            LabelMerge.Over(first.Values, made[i + 1].Values, table, first.Shape, cancellationToken);
        }

        return first;
    }

    // an input on a grid of its own is brought to the cut one later
    private static Volume<float> Cut(Volume<float> input, Volume<float> reference, LabelBox box)
    {
        if (!InputGrids.IsOnGrid(input, reference))
        {
            return input;
        }

        float[] made = new float[box.Size.Length];
        Windows.Cut(input.Values, input.Shape, box.First, made, box.Size);
        return new Volume<float>(made, box.Size, input.Geometry with { Origin = input.Geometry.ToPatient(box.First.Z, box.First.Y, box.First.X) });
    }

    // a stage of several runs takes as long as all of them
    private static IReadOnlyList<StageTiming> Timings(List<SegmentationResult> runs) =>
        [.. runs.SelectMany(r => r.StageTimings).GroupBy(t => t.Stage).Select(g => new StageTiming(g.Key, g.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.Elapsed)))];
}
