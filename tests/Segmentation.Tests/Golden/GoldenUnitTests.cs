using System.Text.Json;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;
using static DicomNode.Segmentation.Tests.Golden.GoldenUnits;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>Single steps against the numbers that MONAI, nnU-Net and SciPy gave for them.</summary>
public class GoldenUnitTests(ITestOutputHelper output)
{
    [SharedFact(Needs = Folder)]
    public void Spacing_with_linear_interpolation_is_that_of_MONAI_both_ways_oblique_grids_too()
    {
        using GoldenUnits units = new(output, "monai-spacing linear");
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
                units.AssertNear(Channel(forward, c), result, Id(e));
                Resample.Linear(Channel(forward, c).Floats, made, returned, shape, back, null, CancellationToken.None);
                units.AssertNear(Channel(inverse, c), returned, Id(e));
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void Spacing_with_the_nearest_sample_is_that_of_MONAI_where_no_exact_half_decides()
    {
        using GoldenUnits units = new(output, "monai-spacing nearest");
        foreach (JsonElement e in Cases("monai-spacing").Where(e => Word(e, "mode") == "nearest"))
        {
            NpyFile input = Load(e, "in", 0), forward = Load(e, "out", 0), inverse = Load(e, "out", 1);
            (VolumeShape shape, Geometry geometry) = (Shape(input), Affine(e.GetProperty("affineIn")));
            (VolumeShape made, GridMap map, GridMap back) = ResampleGrids.Plan(ResampleGrid.Origin, shape, geometry, Numbers(e, "pixdim"));
            Assert.Equal(Shape(forward), made);
            for (int c = 0; c < input.Shape[0]; c++)
            {
                float[] result = new float[made.Length], returned = new float[shape.Length];
                Resample.Nearest<float>(Channel(input, c).Floats, shape, result, made, map, halvesToEven: true, null, CancellationToken.None);
                units.AssertNear(Channel(forward, c), result, Id(e), i => IsNoTie(map, made, i));
                Resample.Nearest<float>(Channel(forward, c).Floats, made, returned, shape, back, halvesToEven: true, null, CancellationToken.None);
                units.AssertNear(Channel(inverse, c), returned, Id(e), i => IsNoTie(back, shape, i));
            }
        }
    }

    // rounding noise decides in torch where a coordinate is an exact half
    private static bool IsNoTie(GridMap map, VolumeShape shape, int i)
    {
        int[] at = [i / shape.SliceLength, i / shape.Width % shape.Height, i % shape.Width];
        return Enumerable.Range(0, 3).All(row =>
        {
            double x = (map[row, 0] * at[0]) + (map[row, 1] * at[1]) + (map[row, 2] * at[2]) + map.Offset(row);
            return Math.Abs(x - Math.Floor(x) - 0.5) > 1e-6;
        });
    }

    [SharedFact(Needs = Folder)]
    public void Zooming_by_corners_is_that_of_SciPy()
    {
        using GoldenUnits units = new(output, "scipy-zoom");
        foreach (JsonElement e in Cases("scipy-zoom"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            (VolumeShape shape, VolumeShape made) = (Shape(input), Shape(expected));
            GridMap map = ResampleGrids.Between(ResampleGrid.Corner, shape, made);
            float[] result = new float[made.Length];
            switch (Params(e).GetProperty("order").GetInt32())
            {
                case 0:
                    Resample.Nearest<float>(input.Floats, shape, result, made, map, halvesToEven: false, null, CancellationToken.None);
                    break;
                case 1:
                    Resample.Linear(input.Floats, shape, result, made, map, null, CancellationToken.None);
                    break;
                default:
                    Resample.Cubic(input.Floats, shape, result, made, map, CancellationToken.None);
                    break;
            }

            units.AssertNear(expected, result, Id(e));
        }
    }

    [SharedFact(Needs = Folder)]
    public void Resampling_is_that_of_nnUNet_cubic_and_linear_thick_slices_on_their_own()
    {
        foreach (IGrouping<string, JsonElement> group in Cases("nnunet-resample").GroupBy(e => $"nnunet-resample order {Params(e).GetProperty("order")}{(Params(e).GetProperty("separateZ").GetBoolean() ? ", slices on their own" : "")}"))
        {
            using GoldenUnits units = new(output, group.Key);
            foreach (JsonElement e in group)
            {
                bool mayBeSeparate = Params(e).GetProperty("force_separate_z").ValueKind == JsonValueKind.Null, isCubic = Params(e).GetProperty("order").GetInt32() == 3;
                NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
                double[] current = Numbers(e, "currentSpacing"), target = Numbers(e, "newSpacing");
                var step = new PreprocessStep
                {
                    Op = PreprocessOp.Resample, Spacing = target, Grid = ResampleGrid.HalfPixel, Order = isCubic ? Interpolation.CubicBspline : Interpolation.Linear, ClampToInputRange = true,
                    Anisotropy = mayBeSeparate ? 3 : null, OrderOutOfPlane = mayBeSeparate ? OutOfPlane.Nearest : null,
                };
                var geometry = new Geometry(default, ColumnStep: new(current[2], 0, 0), RowStep: new(0, current[1], 0), SliceStep: new(0, 0, current[0]));
                ResampleChange change = ResampleChange.ToSpacing(step, Shape(input), geometry);
                Assert.Equal(Shape(expected), change.After.Shape);
                for (int c = 0; c < input.Shape[0]; c++)
                {
                    Volume<float> made = change.Apply(new Volume<float>(Channel(input, c).Floats, Shape(input), geometry), CancellationToken.None);
                    units.AssertNear(Channel(expected, c), made.Values.Span, Id(e));
                }
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void Windows_start_where_MONAI_and_nnUNet_start_them()
    {
        using GoldenUnits units = new(output, "window starts");
        foreach ((string op, StepRule rule, string size, string amount) in new[] { ("monai-window-starts", StepRule.Monai, "roi", "overlap"), ("nnunet-window-starts", StepRule.Nnunet, "tile", "step") })
        {
            foreach (JsonElement c in Cases(op).SelectMany(e => e.GetProperty("cases").EnumerateArray()))
            {
                double overlap = c.GetProperty(amount).GetDouble();
                var window = new WindowSpec { Mode = WindowMode.Sliding, StepRule = rule, Overlap = rule == StepRule.Monai ? overlap : 1 - overlap };
                for (int axis = 0; axis < c.GetProperty("image").GetArrayLength(); axis++)
                {
                    int[] expected = [.. c.GetProperty("starts")[axis].EnumerateArray().Select(s => s.GetInt32())];
                    units.Count();
                    Assert.Equal(expected, WindowPlan.Starts(window, c.GetProperty("image")[axis].GetInt32(), c.GetProperty(size)[axis].GetInt32()));
                }
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void Gaussian_weights_are_those_of_MONAI_and_nnUNet()
    {
        using GoldenUnits units = new(output, "gaussian weights");
        foreach ((string op, Blend blend, string size) in new[] { ("monai-gaussian", Blend.GaussianMonai, "roi"), ("nnunet-gaussian", Blend.GaussianNnunet, "tile") })
        {
            foreach (JsonElement e in Cases(op))
            {
                double[] roi = Numbers(e, size);
                float[] weights = WindowWeights.For(new WindowSpec { Mode = WindowMode.Sliding, Blend = blend }, new VolumeShape((int)roi[0], (int)roi[1], (int)roi[2]))!;
                units.AssertNear(Load(e, "out", 0), weights, Id(e));
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void Intensities_are_those_of_MONAI()
    {
        using GoldenUnits units = new(output, "monai-intensity");
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

            units.AssertNear(expected, values, Id(e));
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
                Intensity.Affine([values], shape, Number("subtrahend"), Number("divisor"), Flag("nonzero") ? VoxelSet.Nonzero : VoxelSet.All, CancellationToken.None);
                break;
            default:
                Intensity.ZScore([values], shape, Flag("nonzero") ? VoxelSet.Nonzero : VoxelSet.All, CancellationToken.None);
                break;
        }
    }
}
