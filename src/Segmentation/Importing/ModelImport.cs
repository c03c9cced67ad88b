using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>Brings a model of another maker into a folder that a node can use: reads it, completes it by its network, writes it, tries it.</summary>
/// <param name="engine">Runs the network, as the node would.</param>
/// <param name="reference">Makes an engine that computes in single precision on the CPU, to compare with and to try a second graph.</param>
public sealed class ModelImport(IInferenceEngine engine, Func<IInferenceEngine> reference)
{
    /// <param name="source">The bundle, results folder or MMAR, or its configuration file.</param>
    /// <param name="folder">Where the model goes; its name becomes the model's id where it can be one.</param>
    /// <param name="network">The ONNX file, where it is not in the source.</param>
    /// <exception cref="ImportException">The source does something that has no counterpart here, or the folder holds a model already.</exception>
    /// <exception cref="InferenceException">The network cannot be loaded or run.</exception>
    public async Task<ImportResult> RunAsync(string source, string folder, string? network, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        if (File.Exists(Path.Combine(target, ModelFolder.ManifestName)))
        {
            throw ImportException.At(null, $"{folder} holds a {ModelFolder.ManifestName} already, and somebody may have worked on it: name another folder or remove it.");
        }

        string name = Path.GetFileName(target);
        ModelDraft draft = ModelImporter.Read(source, ModelId.IsValid(name) ? name : ModelId.Slug(name));
        string[] networks = network is null ? [.. draft.Networks] : File.Exists(network) ? [network] : throw ImportException.At(null, $"{network}: no such file.");
        var notes = new ImportNotes();
        ModelManifest manifest = draft.Manifest;
        if (networks.Length == 0)
        {
            notes.Miss(MissingNetwork(draft));
            manifest = manifest with { Network = manifest.Network with { InputTensor = Or(manifest.Network.InputTensor, "image") }, Outputs = [manifest.Outputs[0] with { Tensor = Or(manifest.Outputs[0].Tensor, "pred") }] };
        }
        else
        {
            using IInferenceSession session = await engine.OpenAsync(new NetworkRequest(networks[0]), cancellationToken);
            manifest = NetworkFacts.Complete(manifest, session, notes);
        }

        IReadOnlyList<ImportFinding> findings = [.. draft.Findings, .. notes.Findings];
        manifest = await ModelFolderWriter.WriteAsync(target, manifest, networks, draft, findings, cancellationToken);
        IReadOnlyList<ManifestProblem> problems = networks.Length == 0 ? ManifestCheck.Problems(manifest) : ModelFolder.Check(target);
        ImportTest? test = networks.Length == 0 || problems.Count > 0 ? null : await ImportSelfTest.RunAsync(ModelFolder.Load(target), engine, reference, cancellationToken);
        var result = new ImportResult(target, manifest, networks.Length > 0, findings, problems, test);
        await File.WriteAllTextAsync(Path.Combine(target, ImportReport.FileName), ImportReport.Of(result), cancellationToken);
        return result;
    }

    private static string MissingNetwork(ModelDraft draft) => draft.ForeignNetwork is string foreign
        ? $"There is no ONNX network in the source; {Path.GetFileName(foreign)} is not run here. Export it to ONNX (docs/models.md) and import again with --onnx FILE, or put it here as {Draft.NetworkName}, with its tensor names in network.inputTensor and outputs[0].tensor."
        : $"There is no ONNX network in the source. Export it (docs/models.md) and import again with --onnx FILE, or put it here as {Draft.NetworkName}, with its tensor names in network.inputTensor and outputs[0].tensor.";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
