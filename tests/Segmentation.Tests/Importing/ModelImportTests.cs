using DicomNode.Segmentation.Importing;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Onnx;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Tests.Inference;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Importing;

/// <summary>From a source to a folder that a node can use.</summary>
public sealed class ModelImportTests : IDisposable
{
    private const string Small = """{ "_target_": "SlidingWindowInferer", "roi_size": [4, 8, 8], "overlap": 0.5 }""";

    private readonly TempFolder _folder = new();
    private readonly OnnxEngine _engine = OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] });

    [Fact]
    public async Task The_folder_holds_manifest_network_licence_and_report_and_can_be_used()
    {
        string bundle = MadeBundle.Write(_folder, inferer: Small);
        Directory.CreateDirectory(Path.Combine(bundle, "models"));
        File.Copy(TinyNetwork.WriteSign("imported"), Path.Combine(bundle, "models", "model.onnx"));
        File.WriteAllText(Path.Combine(bundle, "LICENSE"), "MIT License\n\nPermission is hereby granted, free of charge, to any person");

        ImportResult result = await ImportAsync(bundle, "my-spleen");

        Assert.True(result.IsUsable, ImportReport.Of(result));
        var model = ModelFolder.Load(result.Folder);
        Assert.Equal(("my-spleen", "x", "y", "MIT"), (model.Manifest.Id, model.Manifest.Network.InputTensor, model.Manifest.Outputs[0].Tensor, model.Manifest.Provenance.License));
        Assert.NotNull(model.Manifest.Network.Sha256);
        Assert.Equal(["LICENSE", "import-report.md", "model.json", "model.onnx"], Directory.EnumerateFiles(result.Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Contains("gives 2 channels of numbers, on CPU", await File.ReadAllTextAsync(Path.Combine(result.Folder, ImportReport.FileName)), StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, await File.ReadAllTextAsync(Path.Combine(result.Folder, "model.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_answer_in_the_source_is_copied_and_asked_for()
    {
        string bundle = MadeBundle.Write(_folder, inferer: Small);
        Directory.CreateDirectory(Path.Combine(bundle, "golden"));
        await File.WriteAllBytesAsync(Path.Combine(bundle, "golden", "in_u8_4x8x8.raw"), [.. Enumerable.Range(0, 256).Select(i => (byte)(i % 2))]);
        byte[] labels = [.. Enumerable.Range(0, 256).Select(i => (byte)(i % 2))];
        await File.WriteAllBytesAsync(Path.Combine(bundle, "golden", "labels_u8_4x8x8.raw"), labels);
        string network = TinyNetwork.WriteSign("known");

        ImportResult right = await ImportAsync(bundle, "right", network);
        labels[1] = labels[3] = labels[5] = 0;
        await File.WriteAllBytesAsync(Path.Combine(bundle, "golden", "labels_u8_4x8x8.raw"), labels);
        ImportResult wrong = await ImportAsync(bundle, "wrong", network);

        Assert.True(right.IsUsable, ImportReport.Of(right));
        Assert.Contains(right.Test!.Sentences, s => s.Contains("0 voxels differ", StringComparison.Ordinal));
        Assert.False(wrong.IsUsable);
        Assert.Contains("do not use it", ImportReport.Verdict(wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_network_the_configuration_is_there_and_the_network_is_asked_for()
    {
        string bundle = MadeBundle.Write(_folder);
        Directory.CreateDirectory(Path.Combine(bundle, "models"));
        File.WriteAllText(Path.Combine(bundle, "models", "model.pt"), "");

        ImportResult result = await ImportAsync(bundle, "no-network");

        Assert.False(result.IsUsable);
        Assert.Contains(result.Findings, f => f.Kind == FindingKind.Missing && f.Sentence.Contains("model.pt is not run here", StringComparison.Ordinal) && f.Sentence.Contains("--onnx", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(result.Folder, "model.json")));
    }

    [Fact]
    public async Task A_network_that_does_not_fit_the_source_is_refused()
    {
        string bundle = MadeBundle.Write(_folder, inferer: Small, inputs: 2, inputChannels: """{ "0": "T1", "1": "T2" }""", modality: "MR");
        ImportException e = await Assert.ThrowsAsync<ImportException>(() => ImportAsync(bundle, "unfit", TinyNetwork.WriteSign("unfit")));
        Assert.Contains("has 1 channels, the source says 2", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Combine("unfit")));
    }

    [Fact]
    public async Task A_folder_that_somebody_works_on_is_not_overwritten()
    {
        Directory.CreateDirectory(_folder.Combine("mine"));
        await File.WriteAllTextAsync(_folder.Combine("mine/model.json"), "{ /* mine */ }");
        ImportException e = await Assert.ThrowsAsync<ImportException>(() => ImportAsync(MadeBundle.Write(_folder), "mine"));
        Assert.Contains("holds a model.json already", e.Message, StringComparison.Ordinal);
        Assert.Equal("{ /* mine */ }", await File.ReadAllTextAsync(_folder.Combine("mine/model.json")));
    }

    [Fact]
    public async Task The_folds_of_nnU_Net_become_an_ensemble()
    {
        string parent = MadeNnunet.Write(_folder, folds: 2);
        string network = TinyNetwork.WriteSign("fold");
        foreach (string fold in Directory.EnumerateFiles(parent, "model.onnx", SearchOption.AllDirectories))
        {
            File.Copy(network, fold, overwrite: true);
        }

        ImportResult result = await ImportAsync(parent, "folds");
        Assert.Equal(("fold_0.onnx", "fold_1.onnx"), (result.Manifest.Network.File, result.Manifest.Network.Ensemble.Single().File));
        Assert.True(File.Exists(Path.Combine(result.Folder, "fold_1.onnx")));
    }

    [Fact]
    public void A_manifest_is_written_for_people_and_read_back_as_it_was()
    {
        ModelManifest made = ModelImporter.Read(MadeNnunet.Write(_folder, """{ "background": 0, "whole": [1, 2], "liver": 2 }""", dataset: """, "regions_class_order": [1, 2]"""), "made").Manifest;
        string text = ManifestText.Of(made);
        Assert.Equal(text, ManifestText.Of(ManifestJson.Read(System.Text.Encoding.UTF8.GetBytes(text), "made")));
        Assert.Contains("""{ "op": "reorient" }""", text, StringComparison.Ordinal);
        Assert.Contains("\"manifestVersion\": 1,\n  \"id\": \"made\",\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"emit\"", text, StringComparison.Ordinal);
        string[] keys = [.. text.Split('\n').Where(l => l.StartsWith("  \"", StringComparison.Ordinal)).Select(l => l.Split('"')[1])];
        string[] schema = ["$schema", "manifestVersion", "id", "version", "title", "description", "intendedUse", "useClass", "preconditions", "inputs", "spatial", "preprocess", "network", "window", "outputs", "postprocess", "segments", "compose", "algorithm", "emit", "limits", "provenance", "selfTest"];
        Assert.Equal([.. schema.Where(k => keys.Contains(k))], keys);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private Task<ImportResult> ImportAsync(string source, string name, string? network = null) =>
        new ModelImport(_engine, () => OnnxEngine.Load(new InferenceOptions { Providers = ["CPU"] })).RunAsync(source, _folder.Combine(name), network, CancellationToken.None);
}
