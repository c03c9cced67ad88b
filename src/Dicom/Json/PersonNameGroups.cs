namespace DicomNode.Dicom.Json;

/// <summary>The names of the groups of a PN, in their order in a data set. PS3.18 §F.2.2.</summary>
internal static class PersonNameGroups
{
    public static IReadOnlyList<string> Names { get; } = ["Alphabetic", "Ideographic", "Phonetic"];
}
