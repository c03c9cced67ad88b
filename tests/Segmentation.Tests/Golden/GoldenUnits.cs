using System.Text.Json;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>The numbers that MONAI, nnU-Net and SciPy gave for single steps; and how near ours come.</summary>
internal sealed class GoldenUnits(ITestOutputHelper output, string what) : IDisposable
{
    public const string Folder = "golden/unit";

    private const double Tolerance = 1e-5; // of the range of the values

    private int _compared;
    private double _worst;

    public void Dispose() => output.WriteLine($"{what}: {_compared} compared, worst deviation {_worst:0.###e+0} of the range");

    public static JsonElement[] Cases(string op)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"{Folder}/index.json")));
        JsonElement[] cases = [.. index.RootElement.EnumerateArray().Where(e => e.GetProperty("op").GetString() == op).Select(e => e.Clone())];
        Assert.NotEmpty(cases);
        return cases;
    }

    public static NpyFile Load(JsonElement e, string list, int index) => NpyFile.Read(SharedData.Require($"{Folder}/{e.GetProperty(list)[index].GetString()}"));

    public static string Id(JsonElement e) => e.GetProperty("id").GetString()!;

    public static JsonElement Params(JsonElement e) => e.GetProperty("params");

    public static string? Word(JsonElement e, string name) => Params(e).TryGetProperty(name, out JsonElement word) ? word.GetString() : null;

    /// <summary>A list, or a number that stands for all three axes.</summary>
    public static double[] Numbers(JsonElement e, string name) => Params(e).GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Select(v => v.GetDouble())]
        : [.. Enumerable.Repeat(Params(e).GetProperty(name).GetDouble(), 3)];

    public static int[] Whole(JsonElement e, string name) => Array.ConvertAll(Numbers(e, name), v => (int)v);

    public static NpyFile Channel(NpyFile file, int channel)
    {
        int length = Shape(file).Length;
        return file with { Values = file.Values[(channel * length)..((channel + 1) * length)] };
    }

    /// <summary>The last three axes; before them there may be a channel.</summary>
    public static VolumeShape Shape(NpyFile file) => new(file.Shape[^3], file.Shape[^2], file.Shape[^1]);

    /// <summary>RAS, array axes in order, to LPS.</summary>
    public static Geometry Affine(JsonElement rows)
    {
        Vector3D Column(int c) => new(-rows[0][c].GetDouble(), -rows[1][c].GetDouble(), rows[2][c].GetDouble());
        return new Geometry(Column(3), ColumnStep: Column(2), RowStep: Column(1), SliceStep: Column(0));
    }

    public static void AssertNear(Geometry expected, Geometry actual)
    {
        Assert.InRange((expected.Origin - actual.Origin).Length, 0, 1e-6);
        Assert.All(Enumerable.Range(0, 3), axis => Assert.InRange((expected.Step(axis) - actual.Step(axis)).Length, 0, 1e-9));
    }

    /// <param name="isJudged">Index in the volume; null: all are.</param>
    public void AssertNear(NpyFile expected, ReadOnlySpan<float> actual, string id, Func<int, bool>? isJudged = null)
    {
        Assert.Equal(expected.Values.Length, actual.Length);
        double range = Math.Max(1, expected.Values.Max(Math.Abs)), worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            worst = isJudged?.Invoke(i) ?? true ? Math.Max(worst, Math.Abs(expected.Values[i] - actual[i])) : worst;
        }

        Assert.True(worst <= Tolerance * range, $"{id}: {worst} off, values reach {range}");
        (_compared, _worst) = (_compared + 1, Math.Max(_worst, worst / range));
    }

    public void AssertEqual(NpyFile expected, ReadOnlySpan<ushort> actual, string id)
    {
        Assert.True(expected.Values.SequenceEqual(actual.ToArray().Select(v => (double)v)), $"{id}: labels differ");
        _compared++;
    }

    public void Count() => _compared++;
}
