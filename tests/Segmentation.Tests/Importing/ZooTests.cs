using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;
using Xunit;
using Xunit.Abstractions;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>What of the MONAI model zoo can be brought in, and every real configuration at hand.</summary>
public class ZooTests(ITestOutputHelper output)
{
    // the 14 segmentation bundles of radiology in the zoo: two of them wait for a person's clicks, 12 run by themselves
    [SharedTheory(Needs = "models/zoo_segmentation.csv")]
    [InlineData("spleen_ct_segmentation", null)]
    [InlineData("swin_unetr_btcv_segmentation", null)]
    [InlineData("multi_organ_segmentation", null)]
    [InlineData("pancreas_ct_dints_segmentation", null)]
    [InlineData("renalStructures_UNEST_segmentation", null)]
    [InlineData("renalStructures_CECT_segmentation", "scripts.my_transforms.ConcatImages has no counterpart here")]
    [InlineData("pediatric_abdominal_ct_segmentation", null)]
    [InlineData("wholeBody_ct_segmentation", null)]
    [InlineData("prostate_mri_anatomy", null)]
    [InlineData("brats_mri_segmentation", null)]
    [InlineData("wholeBrainSeg_Large_UNEST_segmentation", null)]
    [InlineData("ventricular_short_axis_3label", null)]
    [InlineData("vista3d", "VistaPreTransformd has no counterpart here")]
    [InlineData("spleen_deepedit_annotation", "OrientationGuidanceMultipleLabelDeepEditd has no counterpart here")]
    public void A_kind_of_bundle_is_imported_or_refused_with_the_reason(string bundle, string? reason)
    {
        using var folder = new TempFolder();
        string source = ZooRow.Read(bundle).Write(folder);
        if (reason is not null)
        {
            ImportException e = Assert.Throws<ImportException>(() => ModelImporter.Read(source, "made"));
            output.WriteLine($"{bundle}: refused. {e.Message}");
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            return;
        }

        ModelManifest manifest = ModelImporter.Read(source, "made").Manifest;
        IReadOnlyList<ManifestProblem> problems = ManifestCheck.Problems(Complete(manifest));
        output.WriteLine($"{bundle}: {(problems.Count == 0 ? "supported" : string.Join(" | ", problems))}");
        Assert.Empty(problems);
    }

    [SharedTheory(Needs = "models/configs/zoo")]
    [InlineData("spleen_ct_segmentation", "")]
    [InlineData("swin_unetr_btcv_segmentation", "")]
    [InlineData("wholeBody_ct_segmentation", "")]
    [InlineData("prostate_mri_anatomy", "central gland")]
    [InlineData("brats_mri_segmentation", "")]
    public void A_real_bundle_is_imported_with_codes_for_all_but_these_segments(string bundle, string without)
    {
        ModelDraft draft = ModelImporter.Read(SharedData.Require($"models/configs/zoo/{bundle}"), "made");
        Assert.Empty(ManifestCheck.Problems(Complete(draft.Manifest)));
        Assert.Equal("Apache-2.0", draft.Manifest.Provenance.License);
        Assert.Equal(without, string.Join(", ", draft.Manifest.Segments.Where(s => s.Type.Scheme == "99DICOMNODE").Select(s => s.Name.ToLowerInvariant())));
    }

    [SharedTheory(Needs = "models/configs/clara")]
    [InlineData("clara41_spleen_config_inference.json", "clara-mmar-4", "reorient resample scale-range crop-foreground", Restore.Scores)]
    [InlineData("clara41_spleen_config_aiaa.json", "clara-mmar-4", "reorient resample scale-range", Restore.LabelsNearest)]
    [InlineData("clara_tf_config_validation.json", "clara-mmar-3", "reorient resample scale-range", Restore.LabelsNearest)]
    public void A_real_configuration_of_Clara_is_imported(string file, string kind, string steps, Restore restore)
    {
        ModelDraft draft = ModelImporter.Read(SharedData.Require($"models/configs/clara/{file}"), "made");
        Assert.Equal(kind, draft.Manifest.Provenance.ImportedFrom);
        Assert.Equal(steps, string.Join(' ', draft.Manifest.Preprocess.Select(s => Words.Of(s.Op))));
        Assert.Equal(restore, draft.Manifest.Outputs[0].Restore);
        Assert.Empty(ManifestCheck.Problems(Complete(draft.Manifest)));
        Assert.Empty(draft.Networks);
    }

    [SharedFact(Needs = "models/configs/clara")]
    public void The_network_of_Clara_3_is_named_as_one_that_is_not_run()
    {
        ModelDraft draft = ModelImporter.Read(SharedData.Require("models/configs/clara/clara_tf_config_validation.json"), "made");
        Assert.Equal("model.trt.pb", draft.ForeignNetwork);
        Assert.Contains(draft.Findings, f => f.Kind == FindingKind.Warning && f.Sentence.Contains("frozen TensorFlow graph", StringComparison.Ordinal));
    }

    [SharedFact(Needs = "models/configs/nnunet/stenunet")]
    public void A_network_for_pictures_is_refused()
    {
        ImportException e = Assert.Throws<ImportException>(() => ModelImporter.Read(SharedData.Require("models/configs/nnunet/stenunet"), "made"));
        Assert.Equal("\"image_reader_writer\": \"NaturalImage2DIO\",", e.Reasons.Single().Place!.Text);
    }

    private static ModelManifest Complete(ModelManifest manifest) => manifest with { Network = manifest.Network with { InputTensor = "x" }, Outputs = [manifest.Outputs[0] with { Tensor = "y" }] };

    /// <summary>A row of the table that was made of the zoo's own configurations, turned back into a bundle.</summary>
    private sealed record ZooRow(Dictionary<string, string> Cells)
    {
        public static ZooRow Read(string bundle)
        {
            string[] lines = File.ReadAllLines(SharedData.Require("models/zoo_segmentation.csv"));
            string[] names = lines[0].Split(',');
            return lines.Skip(1).Select(l => new ZooRow(names.Zip(Split(l)).ToDictionary(p => p.First, p => p.Second))).Single(r => r.Cells["bundle"] == bundle);
        }

        public string Write(TempFolder folder)
        {
            int channels = int.Parse(Cells["out_ch"], CultureInfo.InvariantCulture), inputs = int.Parse(Cells["in_ch"], CultureInfo.InvariantCulture);
            List<string> before = [.. Cells["extra_pre"].Contains("ConcatImages", StringComparison.Ordinal) ? Transforms(Cells["extra_pre"]) : []];
            before.AddRange(Quoted(Cells["orient"]).Select(o => $$"""{ "_target_": "Orientationd", "keys": "image", "axcodes": "{{o}}" }"""));
            before.AddRange(Cells["spacing"] is "[]" ? [] : [$$"""{ "_target_": "Spacingd", "keys": "image", "pixdim": {{(Cells["spacing"].Contains('@', StringComparison.Ordinal) ? "[1.5, 1.5, 1.5]" : Cells["spacing"][1..^1])}}, "mode": "bilinear" }"""]);
            before.AddRange(Transforms(Cells["intensity"]));
            before.AddRange(Cells["extra_pre"].Contains("ConcatImages", StringComparison.Ordinal) ? [] : Transforms(Cells["extra_pre"]));
            before.Add("""{ "_target_": "EnsureTyped", "keys": "image" }""");
            return MadeBundle.Write(
                folder, string.Join(",\n", before), string.Join(",\n", After()), Inferer(), modality: Cells["modality"], inputs: inputs, outputs: channels,
                inputChannels: inputs == 4 ? """{ "0": "T1c", "1": "T1", "2": "T2", "3": "FLAIR" }""" : """{ "0": "image" }""",
                channels: $"{{ {string.Join(", ", Enumerable.Range(0, channels).Select(c => $"\"{c}\": \"part {c}\""))} }}");
        }

        private string Inferer() => Cells["inferer"] switch
        {
            "SlidingWindowInferer" => $$"""{ "_target_": "SlidingWindowInferer", "roi_size": {{Cells["roi"]}}, "overlap": {{(Cells["overlap"].StartsWith('@') ? "0.25" : Cells["overlap"])}}, "mode": "{{Cells["blend"]}}", "padding_mode": "{{Cells["pad"]}}" }""",
            "SliceInferer" => $$"""{ "_target_": "SliceInferer", "roi_size": {{Cells["roi"]}}, "spatial_dim": 2 }""",
            string other => $$"""{ "_target_": "{{other}}" }""",
        };

        private IEnumerable<string> After() => Cells["order"].Split('>').Select(step => step switch
        {
            "Activati" => $$"""{ "_target_": "Activationsd", "keys": "pred", {{Arguments(Inner(Cells["activation"]))}} }""",
            "AsDiscre" => $$"""{ "_target_": "AsDiscreted", "keys": "pred", {{Arguments(Inner(Cells["decode"]))}} }""",
            "Invert" => $$"""{ "_target_": "Invertd", "keys": "pred", "transform": "@preprocessing", "orig_keys": "image", "nearest_interp": {{(Cells["invert_nearest"] == "[True]" ? "true" : "false")}} }""",
            "KeepLarg" => """{ "_target_": "KeepLargestConnectedComponentd", "keys": "pred", "applied_labels": [1, 2] }""",
            "Lambda" => """{ "_target_": "Lambdad", "keys": "pred", "func": "$lambda x: torch.where(x[[2]] > 0, 4, torch.where(x[[0]] > 0, 1, torch.where(x[[1]] > 0, 2, 0)))" }""",
            "MergeCla" => """{ "_target_": "scripts.my_transforms.MergeClassesd", "keys": "pred" }""",
            _ => $$"""{ "_target_": "{{step}}", "keys": "pred" }""",
        });

        // ["Name{'a': 1, 'b': True}", 'Name{}'], as Python prints it
        private static IEnumerable<string> Transforms(string cell) => Regex.Matches(cell, @"(\w+)\{(.*?)\}[""']").Select(t =>
        {
            string name = t.Groups[1].Value, arguments = Arguments(t.Groups[2].Value);
            string target = name == "ConcatImages" ? "scripts.my_transforms.ConcatImages" : name;
            return $$"""{ "_target_": "{{target}}", "keys": "image"{{(arguments.Length > 0 ? ", " : "")}}{{arguments}} }""";
        });

        private static string Arguments(string python) => python.Replace('\'', '"').Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)
            .Replace("\"true\"", "\"True\"", StringComparison.Ordinal).Replace("@image_key", "image", StringComparison.Ordinal);

        private static string Inner(string cell) => cell.Trim('[', ']').Trim('{', '}');

        private static IEnumerable<string> Quoted(string cell) => cell.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => o.Trim(' ', '\''));

        private static List<string> Split(string line)
        {
            List<string> cells = [];
            var cell = new StringBuilder();
            bool quoted = false;
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else if (line[i] == '"')
                {
                    quoted = !quoted;
                }
                else if (line[i] == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else
                {
                    cell.Append(line[i]);
                }
            }

            cells.Add(cell.ToString());
            return cells;
        }
    }
}
