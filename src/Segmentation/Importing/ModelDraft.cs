using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>A foreign model in our words, before its network has been looked at and before anything is written.</summary>
/// <param name="Manifest">Complete but for what only the network file says: tensor names, opset, digest.</param>
/// <param name="Networks">ONNX files, one for each fold; empty when the source has none.</param>
/// <param name="License">The licence file that came with the source.</param>
/// <param name="Golden">Folder with a known answer of the network, in the form of <see cref="SelfTestSpec"/>.</param>
/// <param name="Findings">What was mapped to what, warnings, and what a person has to fill in.</param>
public sealed record ModelDraft(ModelManifest Manifest, IReadOnlyList<string> Networks, string? License, string? Golden, IReadOnlyList<ImportFinding> Findings)
{
    /// <summary>A network of the source in another form than ONNX, to tell what has to be exported.</summary>
    public string? ForeignNetwork { get; init; }
}
