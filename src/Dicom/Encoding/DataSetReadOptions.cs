using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>What a reader stops at, and how much it may take.</summary>
public sealed record DataSetReadOptions
{
    public static DataSetReadOptions Default { get; } = new();

    /// <summary>Everything but the pixel data.</summary>
    public static DataSetReadOptions Header { get; } = new() { StopAtPixelData = true };

    /// <summary>Ends before (7FE0,0008), (7FE0,0009) or (7FE0,0010) of the outermost data set; what follows is not looked at.</summary>
    public bool StopAtPixelData { get; init; }

    /// <summary>
    /// A data set that is cut or damaged is given up to there, with the reason in <see cref="DicomFile.Fault"/>, instead of being refused.
    /// For showing what is left, not for passing it on.
    /// </summary>
    public bool ReadPartly { get; init; }

    /// <summary>How much a deflated data set may become.</summary>
    public InflationLimits Inflation { get; init; } = InflationLimits.Default;

    /// <summary>Asked with the tag of every element of the outermost data set: reading ends before the first that answers true.</summary>
    internal Func<Tag, bool>? EndBefore { get; init; }

    /// <summary>What is added to a byte offset in messages: where the data set starts in its file.</summary>
    internal long Origin { get; init; }

    /// <summary>What stands behind an offset in messages when it is not one of the file.</summary>
    internal string OriginName { get; init; } = "";

    internal bool EndsBefore(Tag tag) => (StopAtPixelData && tag.Value is >= 0x7FE00008u and <= 0x7FE00010u) || EndBefore?.Invoke(tag) == true;
}
