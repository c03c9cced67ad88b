using System.Globalization;

namespace DicomNode.Dicom.Iod;

/// <summary>How an RT Structure Set is written for who receives it. The default has every contour as it is, and names as long as the standard allows.</summary>
public sealed record RtStructureSetOptions
{
    public static RtStructureSetOptions Default { get; } = new();

    /// <summary>Most characters of a ROIName; longer ones are shortened so that each stays the only one of its kind. LO: 64.</summary>
    public int RoiNameLength { get; init; } = 64;

    /// <summary>Whether names hold ASCII only: letters lose their marks.</summary>
    public bool AsciiNames { get; init; }

    /// <summary>Most points of a contour; null: as many as it has.</summary>
    public int? MaxContourPoints { get; init; }

    /// <summary>How far a contour may move when points are left out, in mm; 0 leaves out those on a straight line only.</summary>
    public double ToleranceMm { get; init; }

    /// <summary>Decimals of a coordinate in mm, 1 to 4; the text of a coordinate has at most 16 bytes in any case.</summary>
    public int Decimals { get; init; } = 4;

    /// <summary>Tells objects of the same structures apart; empty for the default.</summary>
    public string Variant => this == Default
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"names {RoiNameLength}{(AsciiNames ? " ascii" : "")}, points {MaxContourPoints ?? 0}, tolerance {ToleranceMm}, decimals {Decimals}");
}
