namespace DicomNode.Segmentation.Pipeline;

/// <summary>How the tensor lies in the patient.</summary>
public sealed record SpatialSpec
{
    /// <summary>
    /// Three letters in the meaning of nibabel and MONAI: letter n is the direction in which tensor axis n increases, the first axis is the
    /// slowest in memory. An axial DICOM volume as stored, [slice, row, column], is SPL. Absent: the tensor is the volume as it comes.
    /// </summary>
    public string? Orientation { get; init; }

    public bool KeepNativeOrientation { get; init; }

    public MultiInput MultiInput { get; init; } = MultiInput.SameGrid;

    public bool SameFrameOfReference { get; init; } = true;
}

public enum MultiInput
{
    SameGrid,
    ResampleToReference,
    RigidRegister,
}
