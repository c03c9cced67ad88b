using System.Text.Json;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;
using static DicomNode.Segmentation.Tests.Golden.GoldenUnits;

namespace DicomNode.Segmentation.Tests.Golden;

/// <summary>Steps that change the grid, and the way back.</summary>
public class GoldenShapeTests(ITestOutputHelper output)
{
    [SharedFact(Needs = Folder)]
    public void Every_orientation_of_a_straight_volume_is_that_of_MONAI()
    {
        using GoldenUnits units = new(output, "monai-orientation");
        foreach (JsonElement e in Cases("monai-orientation"))
        {
            NpyFile input = Load(e, "in", 0);
            foreach (JsonElement c in e.GetProperty("cases").EnumerateArray())
            {
                NpyFile expected = new([.. c.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())], [.. c.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())]);
                Reorient(units, input, Affine(e.GetProperty("affineIn")), c.GetProperty("axcodes").GetString()!, expected, Affine(c.GetProperty("affine")));
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void Oblique_volumes_go_to_the_closest_axes_as_in_MONAI()
    {
        using GoldenUnits units = new(output, "monai-orientation-oblique");
        foreach (JsonElement e in Cases("monai-orientation-oblique"))
        {
            Geometry geometry = Affine(e.GetProperty("affineIn"));
            Assert.Equal(e.GetProperty("inputAxcodes").GetString(), AxisCodes.Of(geometry).ToString());
            Reorient(units, Load(e, "in", 0), geometry, Word(e, "axcodes")!, Load(e, "out", 0), Affine(e.GetProperty("affineOut")));
        }
    }

    [SharedFact(Needs = Folder)]
    public void Crops_pads_and_resizes_are_those_of_MONAI_both_ways()
    {
        using GoldenUnits units = new(output, "monai-shape");
        foreach (JsonElement e in Cases("monai-shape"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0), inverse = Load(e, "out", 1);
            (VolumeShape shape, Geometry geometry) = (Shape(input), Affine(e.GetProperty("affineIn")));
            Preparation preparation = Prepared([new Volume<float>(input.Floats, shape, geometry)], StepOf(e, shape));
            Assert.Equal(Shape(expected), preparation.Tensor.Shape);
            AssertNear(Affine(e.GetProperty("affineOut")), preparation.Tensor.Geometry);
            units.AssertNear(expected, preparation.Tensor.Channels[0].Span, Id(e));
            if (Word(e, "mode") != "nearest") // scores come back linearly whatever the step did
            {
                units.AssertNear(inverse, Undo(preparation, expected).Span, $"{Id(e)} back");
            }
        }
    }

    [SharedFact(Needs = Folder)]
    public void The_box_and_the_mask_of_what_is_not_zero_are_those_of_nnUNet()
    {
        using GoldenUnits units = new(output, "nnunet-crop");
        foreach (JsonElement e in Cases("nnunet-crop"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0), mask = Load(e, "out", 1);
            Volume<float>[] channels = [.. Enumerable.Range(0, input.Shape[0]).Select(c => new Volume<float>(Channel(input, c).Floats, Shape(input), Unit))];
            PreparedTensor tensor = Prepared(channels, new PreprocessStep { Op = PreprocessOp.CropNonzero }).Tensor;
            Assert.Equal(Shape(expected), tensor.Shape);
            for (int c = 0; c < channels.Length; c++)
            {
                units.AssertNear(Channel(expected, c), tensor.Channels[c].Span, Id(e));
            }

            ushort[] filled = Foreground.FilledMask(tensor.Channels, tensor.Shape, CancellationToken.None);
            units.AssertEqual(mask with { Values = Array.ConvertAll(mask.Values, v => v + 1) }, filled, Id(e));
        }
    }

    [SharedFact(Needs = Folder)]
    public void Normalisations_are_those_of_nnUNet()
    {
        using GoldenUnits units = new(output, "nnunet-norm");
        foreach (JsonElement e in Cases("nnunet-norm"))
        {
            NpyFile input = Load(e, "in", 0), expected = Load(e, "out", 0);
            VolumeShape shape = Shape(input);
            double Number(string name) => Params(e).GetProperty(name).GetDouble();
            Memory<float>[] channels = [input.Floats];
            var tensor = new PreparedTensor(channels, shape, Unit);
            bool isMasked = Params(e).TryGetProperty("use_mask_for_norm", out JsonElement flag) && flag.GetBoolean();
            ReadOnlyMemory<ushort>? mask = isMasked ? Array.ConvertAll(Load(e, "in", 1).Values, v => (ushort)(v >= 0 ? 1 : 0)) : (ReadOnlyMemory<ushort>?)null;
            PreprocessStep[] steps = Word(e, "scheme") switch
            {
                "CTNormalization" =>
                [
                    new() { Op = PreprocessOp.Clip, In = new(Number("percentile_00_5"), Number("percentile_99_5")) },
                    new() { Op = PreprocessOp.AffineIntensity, Mean = Number("mean"), Std = Number("std") },
                ],
                "RescaleTo01Normalization" => [new() { Op = PreprocessOp.ScaleMinmax }],
                _ => [new() { Op = PreprocessOp.Zscore, Mode = isMasked ? IntensityStep.MaskMode : null }],
            };
            foreach (PreprocessStep step in steps)
            {
                IntensityStep.Apply(step, tensor, perChannel: true, mask, CancellationToken.None);
            }

            units.AssertNear(expected, channels[0].Span, Id(e));
        }
    }

    private static Geometry Unit { get; } = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    private static void Reorient(GoldenUnits units, NpyFile input, Geometry geometry, string axes, NpyFile expected, Geometry affine)
    {
        var change = ReorientChange.To(AxisCodes.Parse(axes), Shape(input), geometry);
        Volume<float> made = change.Apply(new Volume<float>(input.Floats, Shape(input), geometry), CancellationToken.None);
        Assert.Equal(Shape(expected), made.Shape);
        AssertNear(affine, made.Geometry);
        units.AssertNear(expected, made.Values.Span, axes);
        units.AssertNear(input, change.UndoScores(made.Values, CancellationToken.None).Span, $"{axes} back");
    }

    private static Preparation Prepared(Volume<float>[] inputs, PreprocessStep step)
    {
        ModelManifest manifest = MadeManifest.With(inputs.Length, step);
        var preparation = new Preparation(inputs, manifest, CancellationToken.None);
        preparation.Apply(0, CancellationToken.None);
        return preparation;
    }

    private static Memory<float> Undo(Preparation preparation, NpyFile scores)
    {
        Memory<float> plane = scores.Floats;
        return preparation.Changes.Reverse().Aggregate(plane, (made, change) => change.UndoScores(made, CancellationToken.None));
    }

    private static PreprocessStep StepOf(JsonElement e, VolumeShape shape)
    {
        JsonElement p = Params(e);
        bool Flag(string name) => p.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();
        int[]? Three(string name) => p.TryGetProperty(name, out _) ? Whole(e, name) : null;
        return p.GetProperty("transform").GetString() switch
        {
            "CropForeground" => new() { Op = PreprocessOp.CropForeground, MarginVoxels = Three("margin"), DivisibleBy = Three("k_divisible"), Mode = Flag("allow_smaller") ? BoxStep.WithinMode : null },
            "SpatialPad" => new()
            {
                Op = PreprocessOp.PadTo, Size = Three("spatial_size"), Mode = Word(e, "method") == "end" ? BoxStep.EndMode : null, Border = Word(e, "mode") == "replicate" ? Border.Replicate : null,
            },
            "DivisiblePad" => new() { Op = PreprocessOp.PadDivisible, DivisibleBy = Three("k") },
            "CenterSpatialCrop" => new() { Op = PreprocessOp.CenterCrop, Size = Three("roi_size") },
            "Resize" => new()
            {
                Op = PreprocessOp.Resize, Size = Three("spatial_size"), Order = Word(e, "mode") == "nearest" ? Interpolation.Nearest : Interpolation.Linear,
                Grid = Word(e, "mode") == "nearest" ? ResampleGrid.Origin : Flag("align_corners") ? ResampleGrid.Corner : null,
            },
            _ => throw new NotSupportedException(p.GetRawText()),
        };
    }
}
