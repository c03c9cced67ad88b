using System.Text.Json;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

/// <summary>Single steps against the numbers that MONAI, nnU-Net and SciPy gave for them.</summary>
public class GoldenUnitTests
{
    private const string Unit = "golden/unit";

    [SharedFact(Needs = Unit)]
    public void Spacing_with_linear_interpolation_is_that_of_MONAI_both_ways_oblique_grids_too()
    {
        foreach (JsonElement e in Cases("monai-spacing").Where(e => Word(e, "mode") == "bilinear"))
        {
            NpyFile input = Load(e, "in", 0), forward = Load(e, "out", 0), inverse = Load(e, "out", 1);
            (VolumeShape shape, Geometry geometry) = (Shape(input), Affine(e.GetProperty("affineIn")));
            (VolumeShape made, GridMap map, GridMap back) = ResampleGrids.Plan(ResampleGrid.Origin, shape, geometry, Numbers(e, "pixdim"));
            Assert.Equal(Shape(forward), made);
            AssertNear(Affine(e.GetProperty("affineOut")), map.Apply(geometry));
            for (int c = 0; c < input.Shape[0]; c++)
            {
                float[] result = new float[made.Length], returned = new float[shape.Length];
                Resample.Linear(Channel(input, c).Floats, shape, result, made, map, null, CancellationToken.None);
                AssertNear(Channel(forward, c), result, Id(e));
                Resample.Linear(Channel(forward, c).Floats, made, returned, shape, back, null, CancellationToken.None);
                AssertNear(Channel(inverse, c), returned, Id(e));
            }
        }
    }

    [SharedFact(Needs = Unit)]
    public void Zooming_by_corners_is_that_of_SciPy()
    {
        foreach (JsonElement e in Cases("scipy-zoom").Where(e => e.GetProperty("params").GetProperty("order").GetInt32() < 2))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            (VolumeShape shape, VolumeShape made) = (Shape(input), Shape(expected));
            GridMap map = Between(ResampleGrid.Corner, shape, made);
            float[] result = new float[made.Length];
            if (e.GetProperty("params").GetProperty("order").GetInt32() == 0)
            {
                Resample.Nearest<float>(input.Floats, shape, result, made, map, halvesToEven: false, null, CancellationToken.None);
            }
            else
            {
                Resample.Linear(input.Floats, shape, result, made, map, null, CancellationToken.None);
            }

            AssertNear(expected, result, Id(e));
        }
    }

    [SharedFact(Needs = Unit)]
    public void Linear_resampling_by_half_pixels_is_that_of_nnUNet()
    {
        foreach (JsonElement e in Cases("nnunet-resample").Where(e => e.GetProperty("params") is var p && p.GetProperty("order").GetInt32() == 1 && !p.GetProperty("separateZ").GetBoolean()))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            (VolumeShape shape, VolumeShape made) = (Shape(input), Shape(expected));
            for (int c = 0; c < input.Shape[0]; c++)
            {
                float[] result = new float[made.Length];
                Resample.Linear(input.Floats.AsMemory(c * shape.Length, shape.Length), shape, result, made, Between(ResampleGrid.HalfPixel, shape, made), null, CancellationToken.None);
                AssertNear(Channel(expected, c), result, Id(e));
            }
        }
    }

    [SharedFact(Needs = Unit)]
    public void Windows_start_where_MONAI_and_nnUNet_start_them()
    {
        foreach ((string op, StepRule rule, string size, string amount) in new[] { ("monai-window-starts", StepRule.Monai, "roi", "overlap"), ("nnunet-window-starts", StepRule.Nnunet, "tile", "step") })
        {
            foreach (JsonElement c in Cases(op).SelectMany(e => e.GetProperty("cases").EnumerateArray()))
            {
                double overlap = c.GetProperty(amount).GetDouble();
                var window = new WindowSpec { Mode = WindowMode.Sliding, StepRule = rule, Overlap = rule == StepRule.Monai ? overlap : 1 - overlap };
                for (int axis = 0; axis < c.GetProperty("image").GetArrayLength(); axis++)
                {
                    int[] expected = [.. c.GetProperty("starts")[axis].EnumerateArray().Select(s => s.GetInt32())];
                    Assert.Equal(expected, WindowPlan.Starts(window, c.GetProperty("image")[axis].GetInt32(), c.GetProperty(size)[axis].GetInt32()));
                }
            }
        }
    }

    [SharedFact(Needs = Unit)]
    public void Gaussian_weights_are_those_of_MONAI_and_nnUNet()
    {
        foreach ((string op, Blend blend, string size) in new[] { ("monai-gaussian", Blend.GaussianMonai, "roi"), ("nnunet-gaussian", Blend.GaussianNnunet, "tile") })
        {
            foreach (JsonElement e in Cases(op))
            {
                double[] roi = Numbers(e, size);
                float[] weights = WindowWeights.For(new WindowSpec { Mode = WindowMode.Sliding, Blend = blend }, new VolumeShape((int)roi[0], (int)roi[1], (int)roi[2]))!;
                AssertNear(Load(e, "out", 0), weights, Id(e));
            }
        }
    }

    [SharedFact(Needs = Unit)]
    public void Intensities_are_those_of_MONAI()
    {
        int compared = 0;
        foreach (JsonElement e in Cases("monai-intensity"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            JsonElement p = e.GetProperty("params");
            bool perChannel = p.TryGetProperty("channel_wise", out JsonElement wise) && wise.GetBoolean();
            int channels = perChannel ? input.Shape[0] : 1, length = input.Values.Length / channels;
            float[] values = input.Floats;
            for (int c = 0; c < channels; c++)
            {
                Scale(p, values.AsMemory(c * length, length), new VolumeShape(1, 1, length));
            }

            AssertNear(expected, values, Id(e));
            compared++;
        }

        Assert.True(compared >= 10, $"{compared} cases");
    }

    private static void Scale(JsonElement p, Memory<float> values, VolumeShape shape)
    {
        double Number(string name) => p.GetProperty(name).GetDouble();
        bool Flag(string name) => p.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();
        switch (p.GetProperty("transform").GetString())
        {
            case "ScaleIntensityRange":
                Intensity.ScaleRange([values], shape, (Number("a_min"), Number("a_max")), (Number("b_min"), Number("b_max")), Flag("clip"), CancellationToken.None);
                break;
            case "ScaleIntensity":
                Intensity.ScaleMinMax([values], shape, (Number("minv"), Number("maxv")), CancellationToken.None);
                break;
            case "ScaleIntensityRangePercentiles":
                Intensity.ScalePercentile([values], shape, (Number("lower"), Number("upper")), (Number("b_min"), Number("b_max")), Flag("clip"), nonzeroOnly: false, CancellationToken.None);
                break;
            case "NormalizeIntensity" when p.TryGetProperty("subtrahend", out _):
                Intensity.Affine([values], shape, Number("subtrahend"), Number("divisor"), CancellationToken.None);
                break;
            default:
                Intensity.ZScore([values], shape, Flag("nonzero"), CancellationToken.None);
                break;
        }
    }

    private static GridMap Between(ResampleGrid grid, VolumeShape shape, VolumeShape made)
    {
        (double Scale, double Offset)[] axes = [.. Enumerable.Range(0, 3).Select(a => ResampleGrids.Axis(grid, shape[a], made[a]))];
        return GridMap.Diagonal([.. axes.Select(a => a.Scale)], [.. axes.Select(a => a.Offset)]);
    }

    private static JsonElement[] Cases(string op)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"{Unit}/index.json")));
        JsonElement[] cases = [.. index.RootElement.EnumerateArray().Where(e => e.GetProperty("op").GetString() == op).Select(e => e.Clone())];
        Assert.NotEmpty(cases);
        return cases;
    }

    private static NpyFile Load(JsonElement e, string list, int index) => NpyFile.Read(SharedData.Require($"{Unit}/{e.GetProperty(list)[index].GetString()}"));

    private static string Id(JsonElement e) => e.GetProperty("id").GetString()!;

    private static string? Word(JsonElement e, string name) => e.GetProperty("params").GetProperty(name).GetString();

    private static double[] Numbers(JsonElement e, string name) => [.. e.GetProperty("params").GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static NpyFile Channel(NpyFile file, int channel)
    {
        int length = Shape(file).Length;
        return file with { Values = file.Values[(channel * length)..((channel + 1) * length)] };
    }

    // the last three axes; before them there may be a channel
    private static VolumeShape Shape(NpyFile file) => new(file.Shape[^3], file.Shape[^2], file.Shape[^1]);

    // RAS, array axes in order, to LPS
    private static Geometry Affine(JsonElement rows)
    {
        Vector3D Column(int c) => new(-rows[0][c].GetDouble(), -rows[1][c].GetDouble(), rows[2][c].GetDouble());
        return new Geometry(Column(3), ColumnStep: Column(2), RowStep: Column(1), SliceStep: Column(0));
    }

    private static void AssertNear(Geometry expected, Geometry actual)
    {
        Assert.InRange((expected.Origin - actual.Origin).Length, 0, 1e-6);
        Assert.All(Enumerable.Range(0, 3), axis => Assert.InRange((expected.Step(axis) - actual.Step(axis)).Length, 0, 1e-9));
    }

    private static void AssertNear(NpyFile expected, float[] actual, string id)
    {
        double range = Math.Max(1, expected.Values.Max(Math.Abs)), worst = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            worst = Math.Max(worst, Math.Abs(expected.Values[i] - actual[i]));
        }

        Assert.True(worst <= 1e-5 * range, $"{id}: {worst} off, values reach {range}");
    }
}
