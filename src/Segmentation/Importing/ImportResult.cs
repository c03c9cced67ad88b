using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>What an import made.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="HasNetwork">False: the configuration was imported, the network has to be exported.</param>
/// <param name="Problems">Why the model cannot be run as it is; empty where it can.</param>
/// <param name="Test">Null where it could not be tried.</param>
public sealed record ImportResult(
    string Folder, ModelManifest Manifest, bool HasNetwork, IReadOnlyList<ImportFinding> Findings, IReadOnlyList<ManifestProblem> Problems, ImportTest? Test)
{
    /// <summary>The model can be used as it is.</summary>
    public bool IsUsable => HasNetwork && Problems.Count == 0 && Test?.Passed == true;

    public IEnumerable<ImportFinding> Of(FindingKind kind) => Findings.Where(f => f.Kind == kind);
}
