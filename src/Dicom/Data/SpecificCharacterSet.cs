namespace DicomNode.Dicom.Data;

/// <summary>How the text of a data set is encoded. PS3.5 §6.1, PS3.3 §C.12.1.1.2.</summary>
public sealed class SpecificCharacterSet
{
    /// <summary>ISO_IR 6: what holds without (0008,0005).</summary>
    public static SpecificCharacterSet Default { get; } = new([]);

    /// <summary>ISO_IR 192, UTF-8.</summary>
    public static SpecificCharacterSet Utf8 { get; } = new(["ISO_IR 192"]);

    private SpecificCharacterSet(IReadOnlyList<string> terms) => Terms = terms;

    /// <summary>The defined terms, as in (0008,0005).</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <param name="value">The bytes of (0008,0005).</param>
    public static SpecificCharacterSet Parse(ReadOnlySpan<byte> value)
    {
        string text = TextEncoding.ASCII.GetString(value).TrimEnd(' ', '\0');
        return text.Length == 0 ? Default : new([.. text.Split('\\').Select(t => t.Trim())]);
    }

    private TextEncoding Coding => Terms.Contains("ISO_IR 192") ? TextEncoding.UTF8 : TextEncoding.Latin1;

    /// <summary>The values of a text element, split at the backslash (not for single text VRs) and stripped of padding.</summary>
    public IReadOnlyList<string> Decode(Vr vr, ReadOnlySpan<byte> bytes)
    {
        string text = Coding.GetString(bytes);
        return vr.IsSingleText() ? [text.TrimEnd(' ', '\0')] : [.. text.Split('\\').Select(t => t.Trim(' ', '\0'))];
    }

    /// <exception cref="DicomDataException">A character is not in this character set.</exception>
    public byte[] Encode(Vr vr, string text) => Coding.GetBytes(text);
}
