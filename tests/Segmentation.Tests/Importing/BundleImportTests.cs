using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Importing;

public class BundleImportTests
{
    [Fact]
    public void The_usual_bundle_becomes_a_manifest()
    {
        using var folder = new TempFolder();
        ModelDraft draft = Read(folder, before: $$"""
            {{MadeBundle.Orientation}},
            { "_target_": "Spacingd", "keys": "image", "pixdim": "@pixdim", "mode": ["bilinear"] },
            { "_target_": "ScaleIntensityRanged", "keys": "image", "a_min": -57, "a_max": 164, "b_min": 0, "b_max": 1, "clip": true }
            """, more: """ "highres": true, "pixdim": "$[1.5, 1.5, 2.0] if @highres else [3.0, 3.0, 3.0]", """);

        ModelManifest manifest = draft.Manifest;
        Assert.Equal(("RAS", "1.2.3", "Made bundle"), (manifest.Spatial.Orientation, manifest.Version, manifest.Title));
        Assert.Equal([PreprocessOp.Reorient, PreprocessOp.Resample, PreprocessOp.ScaleRange], manifest.Preprocess.Select(s => s.Op));
        Assert.Equal([1.5, 1.5, 2.0], manifest.Preprocess[1].Spacing);
        Assert.Equal((ResampleGrid.Origin, Interpolation.Linear), (manifest.Preprocess[1].Grid, manifest.Preprocess[1].Order));
        Assert.Equal((WindowMode.Sliding, 0.5, Blend.Constant, StepRule.Monai), (manifest.Window.Mode, manifest.Window.Overlap, manifest.Window.Blend, manifest.Window.StepRule));
        Assert.Equal((Activation.Softmax, Restore.Scores, true, Decode.Argmax), (manifest.Outputs[0].Activation, manifest.Outputs[0].Restore, manifest.Outputs[0].RestoreActivated, manifest.Outputs[0].Decode));
        Assert.Equal(("Spleen", "78961009", "SCT"), (manifest.Segments.Single().Name, manifest.Segments[0].Type.Value, manifest.Segments[0].Type.Scheme));
        Assert.Equal((ValueUnits.Hounsfield, "CT"), (manifest.Inputs.Single().ValueUnits, manifest.Inputs[0].Select.Modality.Single()));
        Assert.Empty(ManifestCheck.Problems(manifest with { Network = manifest.Network with { InputTensor = "x" } }));
    }

    [Fact]
    public void YAML_and_JSON_say_the_same()
    {
        using var folder = new TempFolder();
        string bundle = MadeBundle.Write(folder, before: $"{MadeBundle.Orientation}, " + """{ "_target_": "NormalizeIntensityd", "keys": "image", "nonzero": "True", "channel_wise": true }""");
        ModelManifest json = ModelImporter.Read(bundle, "made").Manifest;
        File.Delete(Path.Combine(bundle, "configs", "inference.json"));
        File.WriteAllText(Path.Combine(bundle, "configs", "inference.yaml"), """
            ---
            # transforms as they stand in bundles
            image_key: image
            preprocessing:
              _target_: Compose
              transforms:
              - _target_: LoadImaged
                keys: "@image_key"
              - _target_: Orientationd
                keys: image
                axcodes: RAS
              - {_target_: NormalizeIntensityd, keys: image, nonzero: "True", channel_wise: true}
            inferer: {_target_: SlidingWindowInferer, roi_size: [96, 96, 96], overlap: 0.5, sw_batch_size: 4}
            postprocessing:
              _target_: Compose
              transforms:
              - {_target_: Activationsd, keys: pred, softmax: true}
              - {_target_: Invertd, keys: pred, transform: "@preprocessing", orig_keys: image, nearest_interp: false}
              - {_target_: AsDiscreted, keys: pred, argmax: true}
            """);
        ModelManifest yaml = ModelImporter.Read(bundle, "made").Manifest;
        Assert.Equal(ManifestText.Of(json), ManifestText.Of(yaml));
        Assert.True(yaml.Preprocess[1] is { NonzeroOnly: true, PerChannel: true });
    }

    [Theory]
    [InlineData("""{ "_target_": "scripts.my_transforms.ConcatImages", "keys": "image" }""", "scripts.my_transforms.ConcatImages has no counterpart here and is not executed.")]
    [InlineData("""{ "_target_": "Lambdad", "keys": "image", "func": "$lambda x: x / 2" }""", "Lambdad has no counterpart here and is not executed.")]
    [InlineData("""{ "_target_": "Spacingd", "keys": "image", "pixdim": "$scripts.pixdim()" }""", "Spacingd.pixdim: a number or a list of numbers expected, found an expression that is not executed ($scripts.pixdim()).")]
    [InlineData("""{ "_target_": "Spacingd", "keys": "image", "pixdim": [1, 1, 1], "mode": "bicubic" }""", "Spacingd with mode \"bicubic\" is not supported")]
    [InlineData("""{ "_target_": "Spacingd", "keys": "image", "pixdim": [1, 1, 1], "scale_extent": true }""", "Spacingd with scale_extent is not supported")]
    [InlineData("""{ "_target_": "ScaleIntensityd", "keys": "image", "unheard_of": 3 }""", "ScaleIntensityd with unheard_of is not supported.")]
    [InlineData("""{ "_target_": "ScaleIntensityRanged", "keys": "image", "a_min": 0, "a_max": 1, "b_min": 0 }""", "needs two different numbers")]
    [InlineData("""{ "_target_": "CropForegroundd", "keys": "image", "source_key": "image", "select_fn": "$lambda x: x > -500" }""", "CropForegroundd with select_fn")]
    public void What_has_no_counterpart_is_refused_with_its_line(string transform, string reason)
    {
        using var folder = new TempFolder();
        ImportException e = Assert.Throws<ImportException>(() => Read(folder, before: $"{MadeBundle.Orientation},\n      {transform}"));
        ImportFinding finding = Assert.Single(e.Reasons);
        Assert.Contains(reason, finding.Sentence, StringComparison.Ordinal);
        Assert.Equal(("inference.json", 9, transform), (finding.Place!.File, finding.Place.Line, finding.Place.Text));
        Assert.StartsWith("preprocessing#transforms#2", finding.Place.Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_is_told_at_once()
    {
        using var folder = new TempFolder();
        ImportException e = Assert.Throws<ImportException>(() => Read(
            folder, before: """{ "_target_": "scripts.A", "keys": "image" }, { "_target_": "scripts.B", "keys": "image" }""", after: """{ "_target_": "scripts.C", "keys": "pred" }"""));
        Assert.Equal(["scripts.A", "scripts.B", "scripts.C"], e.Reasons.Take(3).Select(r => r.Sentence.Split(' ')[0]));
    }

    [Fact]
    public void Expressions_that_nothing_depends_on_do_no_harm()
    {
        using var folder = new TempFolder();
        ModelDraft draft = Read(folder, more: """ "device": "$torch.device('cuda:0')", "datalist": "$list(sorted(glob.glob('/x')))", "network": "$@network_def.to(@device)", """,
            inferer: """{ "_target_": "SlidingWindowInferer", "roi_size": [96, 96, 96], "device": "@device" }""");
        Assert.Equal(0.25, draft.Manifest.Window.Overlap);
    }

    [Fact]
    public void A_reference_to_itself_has_an_end()
    {
        using var folder = new TempFolder();
        ImportException e = Assert.Throws<ImportException>(() => Read(folder, more: """ "a": "@b", "b": "$@a", """, inferer: """{ "_target_": "SlidingWindowInferer", "roi_size": "@a" }"""));
        Assert.Contains("roi_size", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_keys_and_sums_of_lists_are_followed()
    {
        using var folder = new TempFolder();
        ModelDraft draft = Read(folder, more: """ "settings": { "roi": [[64, 64, 32]], "overlap": 0.625 }, """,
            inferer: """{ "_target_": "monai.inferers.SlidingWindowInferer", "roi_size": "@settings#roi#0", "overlap": "@settings::overlap", "mode": "gaussian", "padding_mode": "replicate" }""");
        Assert.Equal([64, 64, 32], draft.Manifest.Window.Size);
        Assert.Equal((0.625, Blend.GaussianMonai, WindowPad.Replicate), (draft.Manifest.Window.Overlap, draft.Manifest.Window.Blend, draft.Manifest.Window.Pad));
    }

    [Fact]
    public void The_place_of_the_inversion_decides_what_is_brought_back()
    {
        using var folder = new TempFolder();
        const string keep = """{ "_target_": "KeepLargestConnectedComponentd", "keys": "pred", "applied_labels": [1] }""";
        const string nearest = """{ "_target_": "Invertd", "keys": "pred", "transform": "@preprocessing", "orig_keys": "image" }""";
        ModelManifest raw = Read(folder, after: $"{MadeBundle.Invert}, {MadeBundle.Softmax}, {MadeBundle.Argmax}, {keep}").Manifest;
        ModelManifest labels = Read(folder, after: $"{MadeBundle.Argmax}, {keep}, {nearest}").Manifest;
        ModelDraft fault = Read(folder, after: $"{MadeBundle.Argmax}, {MadeBundle.Invert}");

        Assert.Equal((Restore.Scores, false), (raw.Outputs[0].Restore, raw.Outputs[0].RestoreActivated));
        Assert.Equal((PostOp.LargestComponent, PostGrid.Reference, 26, false), (raw.Postprocess[0].Op, raw.Postprocess[0].OnGrid, raw.Postprocess[0].Connectivity, raw.Postprocess[0].Together));
        Assert.Equal((Restore.LabelsNearest, PostGrid.Model), (labels.Outputs[0].Restore, labels.Postprocess[0].OnGrid));
        Assert.Equal(Restore.LabelsNearest, fault.Manifest.Outputs[0].Restore);
        Assert.Contains(fault.Findings, f => f.Kind == FindingKind.Warning && f.Place?.Text.Contains("nearest_interp", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_merge_of_nested_masks_is_recognised_by_its_text()
    {
        using var folder = new TempFolder();
        const string merge = """{ "_target_": "Lambdad", "keys": "pred", "func": "$lambda x: torch.where(x[[2]] > 0, 4, torch.where(x[[0]] > 0, 1, torch.where(x[[1]] > 0, 2, 0)))" }""";
        const string sigmoid = """{ "_target_": "Activationsd", "keys": "pred", "sigmoid": true }""";
        const string threshold = """{ "_target_": "AsDiscreted", "keys": "pred", "threshold": 0.5 }""";
        ModelDraft draft = Read(folder, after: $"{sigmoid}, {MadeBundle.Invert}, {threshold},\n      {merge}", modality: "MR", inputs: 4, outputs: 3,
            inputChannels: """{ "0": "T1c", "1": "T1", "2": "T2", "3": "FLAIR" }""", channels: """{ "0": "Tumor core", "1": "Whole tumor", "2": "Enhancing tumor" }""");

        Assert.Equal([(1, 2), (0, 1), (2, 4)], draft.Manifest.Outputs[0].Regions.Select(r => (r.Channel, r.Label)));
        Assert.Equal(["Whole tumor: 2 1 4", "Tumor core: 1 4", "Enhancing tumor: 4"], draft.Manifest.Segments.Select(s => $"{s.Name}: {string.Join(' ', s.VoxelLabels)}"));
        Assert.All(draft.Manifest.Segments, s => Assert.Equal(("108369006", RtRoiType.Gtv), (s.Type.Value, s.RtRoiType)));
        Assert.Equal(["T1c", "T1", "T2", "FLAIR"], draft.Manifest.Inputs.Select(i => i.Name.ToUpperInvariant().Replace("C", "c", StringComparison.Ordinal)));
        Assert.Contains(draft.Findings, f => f.Kind == FindingKind.Warning && f.Place?.Text.Contains("torch.where", StringComparison.Ordinal) == true);

        ImportException e = Assert.Throws<ImportException>(() => Read(folder, after: $"{sigmoid}, {MadeBundle.Invert}, {threshold},\n{merge.Replace("torch.where(x[[1]] > 0, 2, 0)", "os.system('x')", StringComparison.Ordinal)}"));
        Assert.Contains("os.system", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("T1c", "T1 MPRAGE +C", true)]
    [InlineData("T1c", "t1c", true)]
    [InlineData("T1c", "T1 MPRAGE", false)]
    [InlineData("T1", "T1 MPRAGE", true)]
    [InlineData("T1", "T1 post gd", false)]
    [InlineData("T1", "T1c", false)]
    [InlineData("T2", "T2 TSE ax", true)]
    [InlineData("T2", "T2 FLAIR", false)]
    [InlineData("FLAIR", "T2 FLAIR", true)]
    public void Series_of_a_study_are_told_apart_by_their_description(string channel, string description, bool taken)
    {
        SelectSpec select = InputDrafts.Of([channel, "other"], "MR", hounsfield: false, new ImportNotes())[0].Select;
        bool Matches(string? pattern) => pattern is not null && System.Text.RegularExpressions.Regex.IsMatch(description, pattern, System.Text.RegularExpressions.RegexOptions.IgnoreCase);
        Assert.Equal(taken, Matches(select.Description) && !Matches(select.NotDescription));
    }

    [Fact]
    public void A_label_that_the_table_does_not_know_gets_a_private_code_and_is_listed()
    {
        using var folder = new TempFolder();
        ModelDraft draft = Read(folder, channels: """{ "0": "background", "1": "frobnicated_node" }""");
        Assert.Equal(("99DICOMNODE", "frobnicated-node", "Frobnicated node"), (draft.Manifest.Segments[0].Type.Scheme, draft.Manifest.Segments[0].Type.Value, draft.Manifest.Segments[0].Name));
        Assert.Contains(draft.Findings, f => f.Kind == FindingKind.Missing && f.Sentence.Contains("frobnicated_node", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_of_another_kind_is_told_what_is_known()
    {
        using var folder = new TempFolder();
        ImportException e = Assert.Throws<ImportException>(() => ModelImporter.Read(folder.Path, "made"));
        Assert.Contains("configs/inference.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<ImportException>(() => ModelImporter.Read(folder.Combine("absent"), "made")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"a\": 1,, }", "inference.json")]
    [InlineData("[1, 2]", "no keys and values")]
    [InlineData("{ \"inferer\": 3 }", "no preprocessing")]
    public void A_file_that_is_no_configuration_says_so(string text, string reason)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Combine("inference.json"), text);
        Assert.Contains(reason, Assert.Throws<ImportException>(() => ModelImporter.Read(folder.Path, "made")).Message, StringComparison.Ordinal);
    }

    private static ModelDraft Read(
        TempFolder folder, string? before = null, string? after = null, string inferer = MadeBundle.Sliding, string more = "", string modality = "CT", int inputs = 1, int outputs = 2,
        string channels = """{ "0": "background", "1": "spleen" }""", string inputChannels = """{ "0": "image" }""") =>
        ModelImporter.Read(MadeBundle.Write(folder, before, after, inferer, more, modality, inputs, outputs, channels, inputChannels), "made");
}
