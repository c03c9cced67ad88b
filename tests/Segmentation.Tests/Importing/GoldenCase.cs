using System.Text.Json;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>A case of ../shared/golden: a model of MONAI or nnU-Net, the series it was run on by their own code, and what came out.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _case;
    private readonly JsonElement _stats;

    private GoldenCase(JsonElement @case)
    {
        _case = @case;
        Folder = SharedData.Require($"golden/{@case.GetProperty("case").GetString()}");
        _stats = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "stats.json"))).RootElement;
    }

    public string Folder { get; }

    public string Source => Path.Combine(Folder, _case.GetProperty("model").GetString()!);

    /// <summary>SHA-256 of the first series, float32 after rescaling, [slice][row][column].</summary>
    public string SeriesDigest => _stats.GetProperty("series").GetProperty("sha256_f32_sliceRowCol").GetString()!;

    public double PreprocessedLimit => Limit("preprocessedMaxAbsDiff");

    public double LogitsLimit => Limit("logitsMaxAbsDiff");

    /// <summary>Every n-th voxel of the prepared tensor, [C, z, y, x].</summary>
    public NpyFile PreprocessedSamples => NpyFile.Read(Path.Combine(Folder, "preprocessed_strided.npy"));

    public int[] PreprocessedShape => Ints(_stats.GetProperty("preprocessed").GetProperty("shape"));

    public int[] Stride => Ints(_stats.GetProperty("preprocessed").GetProperty("stride"));

    /// <summary>Voxels of the tensor and their logits, before anything is restored.</summary>
    public IEnumerable<(int[] Voxel, double[] Logits)> LogitSamples => _stats.GetProperty("logits").GetProperty("samples").EnumerateArray()
        .Select(s => (Ints(s.GetProperty("index")), s.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).ToArray()));

    /// <summary>Voxels of the series, [column, row, slice], and what scores of the channels became on its grid.</summary>
    public IEnumerable<(int[] Voxel, double[] Scores)> ScoreSamples => _stats.GetProperty("inverted").GetProperty("samples").EnumerateArray()
        .Select(s => (Ints(s.GetProperty("index")), s.GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).ToArray()));

    public static GoldenCase Load(string name)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("golden/cases.json")));
        return new GoldenCase(cases.RootElement.EnumerateArray().Single(c => c.GetProperty("case").GetString() == name).Clone());
    }

    public IReadOnlyList<Volume<float>> Series() => [.. _case.GetProperty("input").EnumerateArray().Select(i => ReadSeries(FolderOf(i.GetString()!)))];

    /// <summary>Compares as golden/README.md says: through the affines, without planes that hang on rounding noise, every label for itself.</summary>
    public Judgement Judge(Volume<ushort> labels)
    {
        Volume<float> expected = NiftiFile.Read(Path.Combine(Folder, "expected.nii.gz"));
        var order = Segmentation.Kernels.AxisOrder.Between(AxisCodes.Of(expected.Geometry), AxisCodes.Of(labels.Geometry));
        float[] same = new float[expected.Shape.Length];
        Segmentation.Kernels.Permute.Run<float>(expected.Values, expected.Shape, same, order, CancellationToken.None);
        double far = (order.Apply(expected.Geometry, expected.Shape).Origin - labels.Geometry.Origin).Length;
        return Judgement.Of(labels, same, far, TiedSlices(), (Limit("minAgreement"), Limit("minDice"), _case.GetProperty("limits").GetProperty("orDifferingVoxelsPerLabel").GetInt32()));
    }

    // slices only: no case ties columns or rows
    private HashSet<int> TiedSlices() => _case.TryGetProperty("tiePlanes", out JsonElement planes) ? [.. Ints(planes.GetProperty("slice"))] : [];

    private double Limit(string name) => _case.GetProperty("limits").GetProperty(name).GetDouble();

    private string FolderOf(string input) => _case.GetProperty("inputRelativeTo").GetString() == "this folder"
        ? Path.Combine(Folder, input)
        : SharedData.Require($"data/{input["shared/".Length..]}");

    private static Volume<float> ReadSeries(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        return SeriesVolumeBuilder.Build(files, SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]), CancellationToken.None);
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetInt32())];
}

/// <summary>How near labels came to the expected ones.</summary>
internal sealed record Judgement(int Differing, double Agreement, double SmallestDice, bool Passed)
{
    public static Judgement Of(Volume<ushort> labels, float[] expected, double cornerMm, HashSet<int> left, (double Agreement, double Dice, int Voxels) limits)
    {
        long[] ours = new long[256], theirs = new long[256], both = new long[256];
        int differing = 0, judged = 0;
        for (int z = 0; z < labels.Shape.Depth; z++)
        {
            for (int i = left.Contains(z) ? labels.Shape.SliceLength : 0; i < labels.Shape.SliceLength; i++)
            {
                int at = (z * labels.Shape.SliceLength) + i;
                (int a, int b) = (labels.Values.Span[at], (int)expected[at]);
                ours[a]++;
                theirs[b]++;
                both[a] += a == b ? 1 : 0;
                differing += a == b ? 0 : 1;
                judged++;
            }
        }

        int[] present = [.. Enumerable.Range(0, 256).Where(l => ours[l] + theirs[l] > 0)];
        double Dice(int l) => 2.0 * both[l] / (ours[l] + theirs[l]);
        double agreement = 1 - ((double)differing / judged);
        bool passed = agreement >= limits.Agreement && cornerMm < 0.01
            && present.All(l => Dice(l) >= Math.Min(limits.Dice, 1 - (2.0 * limits.Voxels / (ours[l] + theirs[l]))));
        return new Judgement(differing, agreement, present.Min(Dice), passed);
    }
}
