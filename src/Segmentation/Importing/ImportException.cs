using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing;

/// <summary>A model cannot be imported as it is; every reason names the file, the key and the line.</summary>
public sealed class ImportException(IReadOnlyList<ImportFinding> reasons) : Exception(string.Join('\n', reasons))
{
    public IReadOnlyList<ImportFinding> Reasons { get; } = reasons;

    internal static ImportException At(ConfigPlace? place, string sentence) => new([new ImportFinding(FindingKind.Refused, place, sentence)]);
}
