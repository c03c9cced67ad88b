using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Importing;

public class NnunetImportTests
{
    [Fact]
    public void A_results_folder_becomes_a_manifest()
    {
        using var folder = new TempFolder();
        ModelDraft draft = ModelImporter.Read(MadeNnunet.Write(folder, transpose: "[2, 0, 1]", folds: 3), "made");
        ModelManifest m = draft.Manifest;
        Assert.Equal("RSA", m.Spatial.Orientation);
        Assert.Equal([PreprocessOp.Reorient, PreprocessOp.CropNonzero, PreprocessOp.Clip, PreprocessOp.AffineIntensity, PreprocessOp.Resample], m.Preprocess.Select(s => s.Op));
        Assert.Equal((-15.0, 197.0, 99.5, 37.5), (m.Preprocess[2].In!.Value.Low, m.Preprocess[2].In!.Value.High, m.Preprocess[3].Mean, m.Preprocess[3].Std));
        PreprocessStep resample = m.Preprocess[4];
        Assert.Equal([3.0, 1.5, 1.25], resample.Spacing);
        Assert.Equal((ResampleGrid.HalfPixel, Interpolation.CubicBspline, OutOfPlane.Nearest, 3.0, true), (resample.Grid, resample.Order, resample.OrderOutOfPlane, resample.Anisotropy, resample.ClampToInputRange));
        Assert.Equal([32, 64, 96], m.Window.Size);
        Assert.Equal((0.5, StepRule.Nnunet, Blend.GaussianNnunet), (m.Window.Overlap, m.Window.StepRule, m.Window.Blend));
        Assert.Equal([0, 1, 2], m.Network.MirrorAxes);
        Assert.Equal((Restore.Scores, false, Decode.Argmax, 2), (m.Outputs[0].Restore, m.Outputs[0].RestoreActivated, m.Outputs[0].Decode, m.Outputs[0].Channels));
        Assert.Equal("Liver", m.Segments.Single().Name);
        Assert.Equal(["fold_0", "fold_1", "fold_2"], draft.Networks.Select(n => Path.GetFileName(Path.GetDirectoryName(n)!)));
    }

    [Fact]
    public void Regions_are_unions_of_labels_and_are_written_in_their_order()
    {
        using var folder = new TempFolder();
        ModelManifest m = ModelImporter.Read(MadeNnunet.Write(folder, """{ "background": 0, "whole": [1, 2, 3], "core": [2, 3], "liver": 3 }""", dataset: """, "regions_class_order": [1, 2, 3]"""), "made").Manifest;
        Assert.Equal((Activation.Sigmoid, Decode.Regions, 3), (m.Outputs[0].Activation, m.Outputs[0].Decode, m.Outputs[0].Channels));
        Assert.Equal([(0, 1), (1, 2), (2, 3)], m.Outputs[0].Regions.Select(r => (r.Channel, r.Label)));
        Assert.Equal(["4: 1 2 3", "5: 2 3", "3: 3"], m.Segments.Select(s => $"{s.Label}: {string.Join(' ', s.VoxelLabels)}"));
    }

    [Fact]
    public void Every_channel_has_its_own_normalisation()
    {
        using var folder = new TempFolder();
        ModelManifest m = ModelImporter.Read(MadeNnunet.Write(
            folder, channels: """ "channel_names": { "0": "CT", "1": "PET" } """, schemes: """["CTNormalization", "ZScoreNormalization"]""", masks: "[false, true]"), "made").Manifest;
        Assert.Equal(["clip 0", "affine-intensity 0", "zscore 1"], m.Preprocess.Where(s => s.Channels is not null).Select(s => $"{Words.Of(s.Op)} {s.Channels![0]}"));
        Assert.Equal("mask", m.Preprocess[4].Mode);
        Assert.Equal(["CT", "PT"], m.Inputs.Select(i => i.Select.Modality[0]));
        Assert.Equal(MultiInput.ResampleToReference, m.Spatial.MultiInput);
    }

    [Fact]
    public void Data_sets_of_the_older_form_and_ignored_labels_are_understood()
    {
        using var folder = new TempFolder();
        ModelManifest m = ModelImporter.Read(MadeNnunet.Write(
            folder, """{ "0": "background", "1": "spleen", "2": "liver" }""", """ "modality": { "0": "MRI" } """, """["nonCT"]""", """[false]""", resampling: "resample_torch_fornnunet"), "made").Manifest;
        Assert.Equal(["Spleen", "Liver"], m.Segments.Select(s => s.Name));
        Assert.Equal(["MR"], m.Inputs[0].Select.Modality);
        Assert.Equal((Interpolation.Linear, OutOfPlane.Nearest), (m.Preprocess[^1].Order, m.Preprocess[^1].OrderOutOfPlane));

        ModelManifest ignored = ModelImporter.Read(MadeNnunet.Write(folder, """{ "background": 0, "liver": 1, "ignore": 2 }"""), "made").Manifest;
        Assert.Equal((2, "Liver"), (ignored.Outputs[0].Channels, ignored.Segments.Single().Name));
    }

    [Fact]
    public void Without_the_facts_of_the_checkpoint_nothing_is_mirrored_and_it_says_so()
    {
        using var folder = new TempFolder();
        ModelDraft draft = ModelImporter.Read(MadeNnunet.Write(folder, facts: null), "made");
        Assert.Empty(draft.Manifest.Network.MirrorAxes);
        Assert.Contains(draft.Findings, f => f.Kind == FindingKind.Warning && f.Sentence.Contains("inference_allowed_mirroring_axes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "previous_stage": "3d_lowres", """, "A cascade: it takes the result of 3d_lowres")]
    [InlineData(""" "patch_size": [512, 512], """, "A 2d configuration")]
    [InlineData(""" "normalization_schemes": ["MyOwnNormalization"], """, "MyOwnNormalization is no normalisation that is known here")]
    [InlineData(""" "normalization_schemes": ["NoNormalization", "NoNormalization"], """, "2 entries for 1 channels")]
    public void What_is_not_supported_is_refused_with_its_line(string more, string reason)
    {
        using var folder = new TempFolder();
        ImportException e = Assert.Throws<ImportException>(() => ModelImporter.Read(MadeNnunet.Write(folder, more: more), "made"));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Equal(("plans.json", 8), (e.Reasons[0].Place!.File, e.Reasons[0].Place!.Line));
    }

    [Fact]
    public void Other_ways_of_resampling_are_refused()
    {
        using var folder = new TempFolder();
        Assert.Contains("my_resampling is not supported", Refusal(resampling: "my_resampling"), StringComparison.Ordinal);
        Assert.Contains("force_separate_z", Refusal(arguments: """{ "order": 3, "order_z": 0, "force_separate_z": true }"""), StringComparison.Ordinal);
        Assert.Contains("NaturalImage2DIO", Refusal(reader: "NaturalImage2DIO"), StringComparison.Ordinal);
        Assert.Contains("here are gaps", Refusal(labels: """{ "background": 0, "liver": 2 }"""), StringComparison.Ordinal);

        string Refusal(string resampling = "resample_data_or_seg_to_shape", string arguments = MadeNnunet.Arguments, string reader = "SimpleITKIO", string labels = """{ "background": 0, "liver": 1 }""") =>
            Assert.Throws<ImportException>(() => ModelImporter.Read(MadeNnunet.Write(folder, labels, resampling: resampling, arguments: arguments, reader: reader), "made")).Message;
    }

    [Fact]
    public void Several_trained_configurations_and_pickles_are_refused_by_name()
    {
        using var folder = new TempFolder();
        string parent = MadeNnunet.Write(folder);
        string other = Path.Combine(parent, "nnUNetTrainer__nnUNetPlans__3d_lowres");
        Directory.CreateDirectory(other);
        foreach (string name in new[] { "plans.json", "dataset.json" })
        {
            File.Copy(Path.Combine(parent, "nnUNetTrainer__nnUNetPlans__3d_fullres", name), Path.Combine(other, name));
        }

        Assert.Contains("nnUNetTrainer__nnUNetPlans__3d_lowres", Assert.Throws<ImportException>(() => ModelImporter.Read(parent, "made")).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.Combine("plans.pkl"), "");
        Directory.Delete(parent, recursive: true);
        Assert.Contains("a pickle can run code", Assert.Throws<ImportException>(() => ModelImporter.Read(folder.Path, "made")).Message, StringComparison.Ordinal);
    }
}
