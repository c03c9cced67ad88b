using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>What a reader stops at, and how much it may take.</summary>
public sealed record DataSetReadOptions
{
    public static DataSetReadOptions Default { get; } = new();

    /// <summary>Ends before (7FE0,0008), (7FE0,0009) or (7FE0,0010) of the outermost data set; what follows is not looked at.</summary>
    public bool StopAtPixelData { get; init; }

    /// <summary>Most bytes that a deflated data set may become.</summary>
    public int MaxInflatedLength { get; init; } = 1 << 30;

    /// <summary>Asked with the tag of every element of the outermost data set: reading ends before the first that answers true.</summary>
    internal Func<Tag, bool>? EndBefore { get; init; }

    internal bool EndsBefore(Tag tag) => (StopAtPixelData && tag.Value is >= 0x7FE00008u and <= 0x7FE00010u) || EndBefore?.Invoke(tag) == true;
}
