namespace DicomNode.Dicom.Encoding;

/// <summary>Where an element stands, for messages: (0040,0275)[2].(0008,0100). Of a hostile depth only the outer and the inner end.</summary>
internal static class TagPath
{
    private const int Longest = 8, Kept = 3;

    public static string Of(IEnumerable<string> steps)
    {
        string[] all = [.. steps];
        return string.Join('.', all.Length <= Longest ? all : [.. all[..Kept], $"… {all.Length - (2 * Kept)} more …", .. all[^Kept..]]);
    }
}
