using DicomNode.Testing;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>A results folder of nnU-Net v2 with the parts that a test is about.</summary>
internal static class MadeNnunet
{
    public const string Arguments = """{ "is_seg": false, "order": 3, "order_z": 0, "force_separate_z": null }""";

    /// <returns>The folder of the dataset, which holds that of the one trained configuration.</returns>
    public static string Write(
        TempFolder folder, string labels = """{ "background": 0, "liver": 1 }""", string channels = """ "channel_names": { "0": "CT" } """, string schemes = """["CTNormalization"]""",
        string masks = "[false]", string transpose = "[0, 1, 2]", string more = "", string resampling = "resample_data_or_seg_to_shape", string arguments = Arguments, string dataset = "",
        string? facts = """{ "inference_allowed_mirroring_axes": [0, 1, 2] }""", int folds = 0, string reader = "SimpleITKIO")
    {
        string parent = folder.Combine("Dataset001_Made"), result = Path.Combine(parent, "nnUNetTrainer__nnUNetPlans__3d_fullres");
        Directory.CreateDirectory(result);
        File.WriteAllText(Path.Combine(result, "plans.json"), $$"""
            {
              "dataset_name": "Dataset001_Made",
              "image_reader_writer": "{{reader}}",
              "transpose_forward": {{transpose}},
              "configurations": {
                "base": { "spacing": [9, 9, 9], "patch_size": [32, 64, 96], "normalization_schemes": {{schemes}}, "use_mask_for_norm": {{masks}} },
                "3d_fullres": {
                  "inherits_from": "base", {{more}}
                  "spacing": [3.0, 1.5, 1.25],
                  "resampling_fn_data": "{{resampling}}", "resampling_fn_data_kwargs": {{arguments}},
                  "resampling_fn_probabilities": "{{resampling}}", "resampling_fn_probabilities_kwargs": { "is_seg": false, "order": 1, "order_z": 0, "force_separate_z": null }
                }
              },
              "foreground_intensity_properties_per_channel": {
                "0": { "mean": 99.5, "std": 37.5, "percentile_00_5": -15.0, "percentile_99_5": 197.0 },
                "1": { "mean": 1, "std": 0, "percentile_00_5": 0, "percentile_99_5": 2 }
              }
            }
            """);
        File.WriteAllText(Path.Combine(result, "dataset.json"), $$"""{ {{channels}}, "labels": {{labels}}{{dataset}} }""");
        if (facts is not null)
        {
            File.WriteAllText(Path.Combine(result, "checkpoint_facts.json"), facts);
        }

        for (int fold = 0; fold < folds; fold++)
        {
            Directory.CreateDirectory(Path.Combine(result, $"fold_{fold}"));
            File.WriteAllText(Path.Combine(result, $"fold_{fold}", "model.onnx"), "played by the test");
        }

        return parent;
    }
}
