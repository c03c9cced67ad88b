using DicomNode.Segmentation.Importing.Configs;

namespace DicomNode.Segmentation.Importing;

/// <summary>One thing that an import says about its source.</summary>
/// <param name="Place">Where in the source; null for the source as a whole.</param>
public sealed record ImportFinding(FindingKind Kind, ConfigPlace? Place, string Sentence)
{
    public override string ToString() => Place is null ? Sentence : Place.Text.Length == 0 ? $"{Place}: {Sentence}" : $"{Place}: {Sentence} The line: {Place.Text}";
}

public enum FindingKind
{
    /// <summary>Became a key of the manifest.</summary>
    Mapped,

    /// <summary>Was taken in a way that a person should look at.</summary>
    Warning,

    /// <summary>A person has to fill it in.</summary>
    Missing,

    /// <summary>Cannot be imported.</summary>
    Refused,
}
