namespace DicomNode.Dicom.Encoding;

/// <summary>How much a deflated stream may become: a few bytes can ask for a thousand times as many.</summary>
public sealed record InflationLimits
{
    public static InflationLimits Default { get; } = new();

    /// <summary>Most bytes that may come out.</summary>
    public int MaxLength { get; init; } = 1 << 30;

    /// <summary>Most bytes out for one byte in, beyond <see cref="FreeLength"/>. Deflate itself ends at 1032; images of real patients do not reach 20, label maps 200.</summary>
    public int MaxRatio { get; init; } = 400;

    /// <summary>Up to here the ratio is not looked at: an empty image of this size is no attack.</summary>
    public int FreeLength { get; init; } = 64 << 20;

    internal bool Allow(long consumed, long produced) => produced <= MaxLength && (produced <= FreeLength || produced <= consumed * MaxRatio);
}
