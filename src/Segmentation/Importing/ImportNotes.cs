using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing;

/// <summary>Collects what an import has to say, so that a source is refused with all reasons at once and not with the first.</summary>
internal sealed class ImportNotes
{
    private readonly List<ImportFinding> _findings = [];

    public IReadOnlyList<ImportFinding> Findings => _findings;

    public void Map(ConfigPlace? place, string became) => Add(FindingKind.Mapped, place, became);

    public void Warn(ConfigPlace? place, string sentence) => Add(FindingKind.Warning, place, sentence);

    public void Miss(string sentence) => Add(FindingKind.Missing, null, sentence);

    public void Refuse(ConfigPlace? place, string sentence) => Add(FindingKind.Refused, place, sentence);

    /// <exception cref="ImportException">Something was refused.</exception>
    public void ThrowIfRefused()
    {
        ImportFinding[] refused = [.. _findings.Where(f => f.Kind == FindingKind.Refused)];
        if (refused.Length > 0)
        {
            throw new ImportException(refused);
        }
    }

    private void Add(FindingKind kind, ConfigPlace? place, string sentence)
    {
        var finding = new ImportFinding(kind, place, sentence);
        if (!_findings.Contains(finding))
        {
            _findings.Add(finding);
        }
    }
}
