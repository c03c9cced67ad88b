using System.Globalization;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>
/// How much memory a run will take at most, from the manifest and the grids of the series alone. What a network takes for itself is counted as its manifest declares it
/// (limits.hostMemoryMb); without that only what goes in and comes out of it.
/// </summary>
/// <param name="Stages">What is held at once in each stage.</param>
public sealed record MemoryForecast(IReadOnlyList<StageMemory> Stages)
{
    // of the volumes: garbage that is not collected yet, pages of the allocator, what small things add up to
    private const double Reserve = 1.1;
    private const long Ground = 96L << 20;

    /// <summary>The stage that needs the most.</summary>
    public StageMemory Largest => Stages.MaxBy(s => s.Bytes)!;

    /// <summary>Above what the process holds before the run.</summary>
    public long Bytes => (long)(Largest.Bytes * Reserve) + Ground;

    /// <param name="inputs">The grids of the series, in the order of the manifest's inputs.</param>
    /// <param name="isSourceKept">Somebody else holds on to the series while they are segmented.</param>
    /// <param name="withProbabilities">They are made beside the labels.</param>
    public static MemoryForecast For(ModelManifest manifest, IReadOnlyList<(VolumeShape Shape, Geometry Geometry)> inputs, bool isSourceKept, bool withProbabilities = false)
    {
        (VolumeShape reference, Geometry geometry) = inputs[manifest.ReferenceInput];
        PlannedGrids grids = PlannedGrids.For(manifest, reference, geometry);
        long sourceVoxels = Voxels(reference), tensorVoxels = Voxels(grids.Tensor);
        int classes = manifest.Outputs[0].Channels ?? manifest.Segments.Max(s => s.Label) + 1;
        Part source = new("the series", inputs.Sum(i => Voxels(i.Shape)) * sizeof(float)), labels = new("labels", sourceVoxels * sizeof(ushort));
        Part tensor = new("the prepared tensor", inputs.Count * tensorVoxels * sizeof(float));
        var plan = WindowPlan.For(manifest.Window, grids.Tensor);
        Part windows = new("windows", 2L * Voxels(plan.Size) * (inputs.Count + classes) * sizeof(float));
        Part network = new("the network", (manifest.Limits.HostMemoryMb ?? 0L) << 20);
        var path = LabelPath.For(manifest, grids.Changes, grids.Tensor, withProbabilities);
        Part[] scores = Scores(path, plan, grids.Tensor, classes, sourceVoxels, tensorVoxels, manifest);
        Part[] probable = withProbabilities ? Probabilities(path, plan, grids.Tensor, reference, classes, manifest) : [];
        Part decided = new("labels before steps", withProbabilities && ProbabilityRun.MayChange(manifest) ? labels.Bytes : 0);
        Part kept = source with { Bytes = isSourceKept || grids.CopiedVoxels == 0 ? source.Bytes : 0 };
        return new MemoryForecast(
        [
            new("prepare", [source, new("its copies", inputs.Count * grids.CopiedVoxels * sizeof(float))]),
            new("network", [kept, tensor, labels, windows, network, .. scores, .. probable]),
            new("postprocess", [kept, tensor, labels, decided, new("masks and components", manifest.Postprocess.Count > 0 ? 2 * sourceVoxels : 0)]),
        ]);
    }

    public override string ToString() => $"{Gibibytes(Bytes)}, most of it for {Largest}";

    internal static string Gibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");

    private static Part[] Scores(LabelPath path, WindowPlan plan, VolumeShape tensor, int classes, long sourceVoxels, long tensorVoxels, ModelManifest manifest)
    {
        var ring = RingPlan.For(plan, tensor, path.Sampling?.TensorAxis(2) ?? 2);
        long slice = tensorVoxels / tensor[ring.Axis], scores = (long)classes * sizeof(float);
        Part slabs = new($"scores of {classes} classes in slabs", plan.Count == 1 ? 0 : ring.Slots * slice * scores);
        Part slab = new("the slab at work", (SlabWalk.Slices + 1) * slice * (scores + sizeof(float) + sizeof(ushort) + sizeof(ushort)));
        Part modelLabels = new("labels on the model's grid", tensorVoxels * sizeof(ushort)), back = new("their way back", (tensorVoxels + sourceVoxels) * sizeof(ushort));
        return path.Kind switch
        {
            LabelPathKind.Slabs => [slabs, slab],
            LabelPathKind.SlabsOnModelGrid => [slabs, slab, modelLabels, back],
            LabelPathKind.WindowByWindow => [modelLabels, back],
            _ =>
            [
                new($"scores of {classes} classes", (plan.Count == 1 ? 0 : tensorVoxels) * scores), new("the way back of a class", ((2 * sourceVoxels) + tensorVoxels) * sizeof(float)),
                new("labels on the model's grid", manifest.Postprocess.Any(s => s.OnGrid == PostGrid.Model) ? tensorVoxels * 4 * sizeof(ushort) : 0),
            ],
        };
    }

    // a slab of their own and a plane of bytes for each segment; or, of the whole, what a softmax of one class needs of all, and some planes on their way back
    private static Part[] Probabilities(LabelPath path, WindowPlan plan, VolumeShape tensor, VolumeShape source, int classes, ModelManifest manifest)
    {
        long sourceVoxels = Voxels(source), tensorVoxels = Voxels(tensor);
        if (path.Probabilities is null)
        {
            return [new("the way back of probabilities", ((5 * sourceVoxels) + (4 * tensorVoxels)) * sizeof(float))];
        }

        var ring = RingPlan.For(plan, tensor, path.Sampling?.TensorAxis(2) ?? 2);
        long plane = sourceVoxels / Math.Min(source.Depth, Math.Min(source.Height, source.Width));
        return [new("a slab of probabilities", ((SlabWalk.Slices + 1) * (tensorVoxels / tensor[ring.Axis]) * (classes + 1L) * sizeof(float)) + (ProbabilityRun.SegmentsOf(manifest).Length * plane))];
    }

    private static long Voxels(VolumeShape shape) => (long)shape.Depth * shape.Height * shape.Width;
}

/// <param name="Stage">As in <see cref="StageTiming"/>.</param>
/// <param name="Parts">What is held.</param>
public sealed record StageMemory(string Stage, IReadOnlyList<Part> Parts)
{
    public long Bytes => Parts.Sum(p => p.Bytes);

    public override string ToString() => $"{Stage}: {string.Join(", ", Parts.Where(p => p.Bytes >> 20 > 0).OrderByDescending(p => p.Bytes).Select(p => $"{p.What} {MemoryForecast.Gibibytes(p.Bytes)}"))}";
}

/// <summary>A piece of what a stage holds.</summary>
public sealed record Part(string What, long Bytes);
