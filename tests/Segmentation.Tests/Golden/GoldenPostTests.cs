using System.Text.Json;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Postprocessing;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit.Abstractions;
using static DicomNode.Segmentation.Tests.Golden.GoldenUnits;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>Post-processing of labels as MONAI does it.</summary>
public class GoldenPostTests(ITestOutputHelper output)
{
    [SharedFact(Needs = Folder)]
    public void The_largest_components_stay() => Compare("monai-largest", p => new PostStep
    {
        Op = PostOp.LargestComponent, Labels = Labels(p), Connectivity = Connectivity(p, 26), Together = p.TryGetProperty("independent", out JsonElement alone) && !alone.GetBoolean(),
        Count = p.TryGetProperty("num_components", out JsonElement count) ? count.GetInt32() : null,
    });

    [SharedFact(Needs = Folder)]
    public void Holes_are_filled_and_labels_in_them_too() => Compare("monai-fill", p => new PostStep { Op = PostOp.FillHoles, Labels = Labels(p), Connectivity = Connectivity(p, 26) });

    [SharedFact(Needs = Folder)]
    public void Small_objects_go() => Compare("monai-remove-small", p => new PostStep
    {
        Op = PostOp.RemoveSmall, MinVoxels = p.GetProperty("min_size").GetInt32(), Connectivity = 6, Together = p.TryGetProperty("independent_channels", out JsonElement alone) && !alone.GetBoolean(),
    });

    private void Compare(string op, Func<JsonElement, PostStep> stepOf)
    {
        using GoldenUnits units = new(output, op);
        foreach (JsonElement e in Cases(op))
        {
            NpyFile input = Load(e, "in", 0);
            var volume = new Volume<ushort>(Array.ConvertAll(input.Values, v => (ushort)v), Shape(input), new Geometry(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
            Postprocessor.Apply(volume, [stepOf(Params(e))], CancellationToken.None);
            units.AssertEqual(Load(e, "out", 0), volume.Values.Span, Id(e));
        }
    }

    private static int[]? Labels(JsonElement p) => p.TryGetProperty("applied_labels", out JsonElement labels) ? [.. labels.EnumerateArray().Select(l => l.GetInt32())] : null;

    // skimage counts in steps: 1, 2, 3
    private static int Connectivity(JsonElement p, int otherwise) =>
        p.TryGetProperty("connectivity", out JsonElement steps) && steps.ValueKind == JsonValueKind.Number ? steps.GetInt32() switch { 1 => 6, 2 => 18, _ => 26 } : otherwise;
}
