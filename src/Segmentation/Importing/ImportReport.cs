using System.Text;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>What an import did, for the person who goes on with the model.</summary>
public static class ImportReport
{
    public const string FileName = "import-report.md";

    public static string Of(ImportResult result)
    {
        ModelManifest manifest = result.Manifest;
        var text = new StringBuilder();
        text.Append($"# Import of {manifest.DisplayName}\n\n{Verdict(result)}\n\n");
        text.Append($"Made from {manifest.Provenance.Origin ?? manifest.Provenance.ImportedFrom}, version {manifest.Version}, licence {manifest.Provenance.License}. {manifest.Segments.Count} segments: {string.Join(", ", manifest.Segments.Select(s => s.Name))}.\n");
        Section(text, "To fill in", result.Of(FindingKind.Missing).Select(f => f.ToString()));
        Section(text, "Why it cannot be run", result.Problems.Select(p => p.ToString()));
        Section(text, "Warnings", result.Of(FindingKind.Warning).Select(f => f.ToString()));
        Section(text, "Self-test", result.Test?.Sentences ?? []);
        Section(text, "What became what", result.Of(FindingKind.Mapped).Select(f => f.Place is null ? f.Sentence : $"{f.Place}: {f.Sentence}"));
        return text.ToString();
    }

    /// <summary>One sentence.</summary>
    public static string Verdict(ImportResult result) =>
        !result.HasNetwork ? "The configuration was imported. The network is missing: the model cannot be used yet."
        : result.Problems.Count > 0 ? "The model was imported, and cannot be run as it is."
        : result.Test?.Passed == false ? "The model was imported, and its self-test failed: do not use it."
        : "The model was imported and can be used.";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            text.Append($"\n## {title}\n").AppendJoin("", all.Select(l => $"- {l}\n"));
        }
    }
}
