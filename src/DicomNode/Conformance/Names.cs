using DicomNode.Dicom.Dictionary;

namespace DicomNode.Conformance;

/// <summary>How things of the standard are named in the statement.</summary>
internal static class Names
{
    public static string Of(string uid) => DicomDictionary.FindUid(uid)?.Name ?? uid;

    /// <summary>A list of the names of UIDs.</summary>
    public static string Of(IEnumerable<string> uids) => string.Join(", ", uids.Select(Of));
}
