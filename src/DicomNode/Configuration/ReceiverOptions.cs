using System.ComponentModel.DataAnnotations;
using DicomNode.Dicom.Iod;

namespace DicomNode.Configuration;

/// <summary>Where a peer differs from its profile. What is not given is the profile's.</summary>
public sealed class ReceiverOptions
{
    /// <summary>The objects that it can use, of those that routes send to it.</summary>
    public IReadOnlyList<ResultOutput>? Outputs { get; set; }

    /// <summary>Of these objects one alone is sent: the first whose class it takes.</summary>
    public IReadOnlyList<ResultOutput> FirstOf { get; set; } = [];

    /// <summary>Forms of a segmentation, the preferred one first: LABELMAP before BINARY has the label map sent where it is taken, and BINARY otherwise.</summary>
    [MinLength(1, ErrorMessage = "at least one of BINARY, FRACTIONAL, LABELMAP, PROBABILITIES")]
    public IReadOnlyList<SegmentationForm>? Segmentation { get; set; }

    /// <summary>Classes of a report, the preferred one first: COMPREHENSIVE after COMPREHENSIVE3D for a receiver that may lack the newer class.</summary>
    [MinLength(1, ErrorMessage = "at least one of COMPREHENSIVE3D, COMPREHENSIVE")]
    public IReadOnlyList<ReportForm>? Reports { get; set; }

    /// <summary>Whether BINARY may have frames that share bytes.</summary>
    public bool? FramesMayShareBytes { get; set; }

    /// <summary>Whether segmentations are offered compressed first.</summary>
    public bool? Compressed { get; set; }

    /// <summary>Whether it is offered Implicit VR Little Endian alone.</summary>
    public bool? ImplicitVr { get; set; }

    [Range(4, 64)]
    public int? RoiNameLength { get; set; }

    public bool? AsciiNames { get; set; }

    [Range(16, 1_000_000)]
    public int? MaxContourPoints { get; set; }

    [Range(0.0, 10.0)]
    public double? ContourToleranceMm { get; set; }

    [Range(1, 4)]
    public int? ContourDecimals { get; set; }
}
