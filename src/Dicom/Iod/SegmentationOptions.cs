namespace DicomNode.Dicom.Iod;

/// <summary>How a segmentation is written for who receives it.</summary>
public sealed record SegmentationOptions
{
    public static SegmentationOptions Default { get; } = new();

    public SegmentationForm Form { get; init; } = SegmentationForm.Binary;

    /// <summary>
    /// Whether BINARY stays BINARY where rows × columns is not divisible by 8. Otherwise such an object becomes FRACTIONAL with 0 and 255, because readers differ about where a
    /// frame of single bits begins that does not begin with a byte (docs/decisions/0008).
    /// </summary>
    public bool FramesMayShareBytes { get; init; }

    /// <summary>Tells objects of the same labels apart; empty for the default.</summary>
    public string Variant => this == Default ? "" : $"{Form}{(FramesMayShareBytes ? " shared bytes" : "")}";
}
