namespace DicomNode.Dicom.Iod;

/// <summary>Text cut to what an element holds.</summary>
internal static class ShortText
{
    /// <returns>At most <paramref name="length"/> characters, no half of a character that takes two, no space at the end.</returns>
    public static string Of(string text, int length)
    {
        int end = Math.Min(text.Length, length);
        return text[..(end < text.Length && end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd();
    }
}
