using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Nnunet;

/// <summary>nnU-Net's preparation: crop to what is not zero, normalise channel by channel, then resample.</summary>
internal static class NnunetPreprocess
{
    public static IReadOnlyList<PreprocessStep> Map(ConfigMap plans, PlansConfiguration configuration, int channels, ImportNotes notes)
    {
        List<PreprocessStep> steps = [new() { Op = PreprocessOp.Reorient }, new() { Op = PreprocessOp.CropNonzero }];
        ConfigList? schemes = configuration["normalization_schemes"] as ConfigList, masked = configuration["use_mask_for_norm"] as ConfigList;
        if (schemes?.Items.Count != channels)
        {
            throw ImportException.At(schemes?.Place ?? configuration.Place, $"normalization_schemes has {schemes?.Items.Count ?? 0} entries for {channels} channels.");
        }

        for (int c = 0; c < channels; c++)
        {
            bool inside = masked?.Items.ElementAtOrDefault(c) is ConfigFlag { Value: true };
            IEnumerable<PreprocessStep> made = Normalise(schemes.Items[c], inside, (plans["foreground_intensity_properties_per_channel"] as ConfigMap)?[$"{c}"] as ConfigMap, notes);
            steps.AddRange(channels == 1 ? made : made.Select(s => s with { Channels = [c] }));
        }

        steps.Add(Resample(configuration, notes));
        return steps;
    }

    private static IEnumerable<PreprocessStep> Normalise(ConfigNode scheme, bool inside, ConfigMap? intensities, ImportNotes notes)
    {
        string name = (scheme as ConfigText)?.Text ?? "";
        double Of(string key) => (intensities?[key] as ConfigNumber)?.Value
            ?? throw ImportException.At(intensities?.Place ?? scheme.Place, $"{name} needs {key} of foreground_intensity_properties_per_channel.");
        notes.Map(scheme.Place, $"preprocess {name}");
        switch (name)
        {
            case "CTNormalization" or "CT":
                return
                [
                    new() { Op = PreprocessOp.Clip, In = new(Of("percentile_00_5"), Of("percentile_99_5")) },
                    new() { Op = PreprocessOp.AffineIntensity, Mean = Of("mean"), Std = Math.Max(Of("std"), 1e-8) },
                ];
            case "ZScoreNormalization" or "nonCT":
                return [new() { Op = PreprocessOp.Zscore, Mode = inside ? "mask" : null }];
            case "RescaleTo01Normalization":
                return [new() { Op = PreprocessOp.ScaleMinmax, Out = new(0, 1) }];
            case "RGBTo01Normalization":
                return [new() { Op = PreprocessOp.AffineIntensity, Mean = 0, Std = 255 }];
            case "NoNormalization":
                return [];
            default:
                notes.Refuse(scheme.Place, $"{name} is no normalisation that is known here; it is code of the trainer's own and is not executed.");
                return [];
        }
    }

    private static PreprocessStep Resample(PlansConfiguration configuration, ImportNotes notes)
    {
        var step = new PreprocessStep
        {
            Op = PreprocessOp.Resample, Spacing = configuration.Numbers("spacing", 3), Grid = ResampleGrid.HalfPixel, Border = Border.Replicate,
        };
        string function = (configuration["resampling_fn_data"] as ConfigText)?.Text ?? "resample_data_or_seg_to_shape";
        ConfigMap? arguments = configuration["resampling_fn_data_kwargs"] as ConfigMap;
        CheckScores(configuration, function, notes);
        notes.Map(configuration["resampling_fn_data"]?.Place, "preprocess resample, grid half-pixel");
        if (function == "resample_torch_fornnunet")
        {
            return step with { Order = Interpolation.Linear, OrderOutOfPlane = OutOfPlane.Nearest, Anisotropy = 3 };
        }

        if (function != "resample_data_or_seg_to_shape")
        {
            notes.Refuse(configuration["resampling_fn_data"]!.Place, $"{function} is not supported; supported: resample_data_or_seg_to_shape, resample_torch_fornnunet.");
            return step;
        }

        double order = Number(arguments, "order", 3), coarse = Number(arguments, "order_z", 0);
        bool? separate = (arguments?["force_separate_z"] as ConfigFlag)?.Value;
        if (order is not (0 or 1 or 3) || coarse is not (0 or 1) || separate == true)
        {
            notes.Refuse(arguments?.Place ?? configuration.Place, "Supported are order 0, 1 and 3, order_z 0 and 1, and force_separate_z null or false.");
        }

        Interpolation interpolation = order switch { 0 => Interpolation.Nearest, 1 => Interpolation.Linear, _ => Interpolation.CubicBspline };
        step = step with { Order = interpolation, ClampToInputRange = interpolation == Interpolation.CubicBspline ? true : null };
        return separate == false ? step : step with { OrderOutOfPlane = coarse == 0 ? OutOfPlane.Nearest : OutOfPlane.Linear, Anisotropy = 3 };
    }

    // scores go back linearly, with the same rule for the coarse axis
    private static void CheckScores(PlansConfiguration configuration, string function, ImportNotes notes)
    {
        string scores = (configuration["resampling_fn_probabilities"] as ConfigText)?.Text ?? function;
        ConfigMap? arguments = configuration["resampling_fn_probabilities_kwargs"] as ConfigMap;
        if (scores != function || Number(arguments, "order", 1) != 1 || Number(arguments, "order_z", 0) != Number(configuration["resampling_fn_data_kwargs"] as ConfigMap, "order_z", 0))
        {
            notes.Refuse(arguments?.Place ?? configuration.Place, "Scores are supported to go back with order 1, by the same function and with the same order_z as the image.");
        }
    }

    private static double Number(ConfigMap? arguments, string key, double otherwise) => (arguments?[key] as ConfigNumber)?.Value ?? otherwise;
}
