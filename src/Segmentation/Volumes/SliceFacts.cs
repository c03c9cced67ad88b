using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// What one image, or one frame of an enhanced image, says about its place in the patient, taken from its header. An attribute that is absent, empty or unreadable is null:
/// that is a fact for <see cref="SliceStack"/> to judge, not an error.
/// </summary>
public sealed record SliceFacts
{
    public string? SopClassUid { get; init; }

    public string? SopInstanceUid { get; init; }

    public string? FrameOfReferenceUid { get; init; }

    public string? TransferSyntaxUid { get; init; }

    public string? Modality { get; init; }

    public IReadOnlyList<string> ImageType { get; init; } = [];

    public int? Rows { get; init; }

    public int? Columns { get; init; }

    /// <summary>Of the image. Null: one frame (the attribute is absent from single-frame classes).</summary>
    public int? NumberOfFrames { get; init; }

    /// <summary>From 1; null for an image that is taken as one.</summary>
    public int? FrameNumber { get; init; }

    /// <summary>Centre of the first voxel, mm, LPS. ImagePositionPatient, PS3.3 §C.7.6.2.1.1.</summary>
    public Vector3D? Position { get; init; }

    /// <summary>Direction in which columns count up: the first triple of ImageOrientationPatient, as stored (not normalised).</summary>
    public Vector3D? ColumnDirection { get; init; }

    /// <summary>Direction in which rows count up: the second triple of ImageOrientationPatient, as stored (not normalised).</summary>
    public Vector3D? RowDirection { get; init; }

    /// <summary>PixelSpacing in mm: between rows (first value), between columns (second value).</summary>
    public (double BetweenRows, double BetweenColumns)? PixelSpacing { get; init; }

    public int? InstanceNumber { get; init; }

    public int? AcquisitionNumber { get; init; }

    public int? EchoNumber { get; init; }

    public int? TemporalPosition { get; init; }

    public int? NumberOfTemporalPositions { get; init; }

    /// <summary>Names the stack that a frame belongs to. PS3.3 §C.7.6.16.2.2.</summary>
    public string? StackId { get; init; }

    /// <summary>In ms; of a frame.</summary>
    public double? EffectiveEchoTime { get; init; }

    /// <summary>The place of a frame in each of its image's dimensions, which have the meaning of <see cref="DimensionOrganizationUid"/>. PS3.3 §C.7.6.17.</summary>
    public IReadOnlyList<int> DimensionIndices { get; init; } = [];

    public string? DimensionOrganizationUid { get; init; }

    /// <summary>One for each frame of an image that says where its frames lie, otherwise one.</summary>
    /// <inheritdoc cref="From(DataSet, string?)" path="/param"/>
    public static IReadOnlyList<SliceFacts> Of(DataSet header, string? transferSyntaxUid = null) =>
        [.. FrameHeader.Placed(header).Select(f => From(f, transferSyntaxUid))];

    /// <inheritdoc cref="From(DataSet, string?)" path="/param"/>
    public static SliceFacts From(FrameHeader frame, string? transferSyntaxUid) => From(frame.DataSet, transferSyntaxUid) with { FrameNumber = frame.FrameNumber };

    /// <param name="header">Pixel data is not looked at.</param>
    /// <param name="transferSyntaxUid">From the file's meta information or the presentation context; null when unknown.</param>
    public static SliceFacts From(DataSet header, string? transferSyntaxUid = null)
    {
        IReadOnlyList<double> position = Doubles(header, Tags.ImagePositionPatient);
        IReadOnlyList<double> orientation = Doubles(header, Tags.ImageOrientationPatient);
        IReadOnlyList<double> spacing = Doubles(header, Tags.PixelSpacing);
        return new SliceFacts
        {
            SopClassUid = header.GetString(Tags.SopClassUid),
            SopInstanceUid = header.GetString(Tags.SopInstanceUid),
            FrameOfReferenceUid = header.GetString(Tags.FrameOfReferenceUid),
            TransferSyntaxUid = transferSyntaxUid,
            Modality = header.GetString(Tags.Modality),
            ImageType = header.GetStrings(Tags.FrameType) is { Count: > 0 } frameType ? frameType : header.GetStrings(Tags.ImageType),
            Rows = Int(header, Tags.Rows),
            Columns = Int(header, Tags.Columns),
            NumberOfFrames = Int(header, Tags.NumberOfFrames),
            Position = position.Count >= 3 ? new Vector3D(position[0], position[1], position[2]) : null,
            ColumnDirection = orientation.Count >= 6 ? new Vector3D(orientation[0], orientation[1], orientation[2]) : null,
            RowDirection = orientation.Count >= 6 ? new Vector3D(orientation[3], orientation[4], orientation[5]) : null,
            PixelSpacing = spacing.Count >= 2 ? (spacing[0], spacing[1]) : null,
            InstanceNumber = Int(header, Tags.InstanceNumber),
            AcquisitionNumber = Int(header, Tags.FrameAcquisitionNumber) ?? Int(header, Tags.AcquisitionNumber),
            EchoNumber = Int(header, Tags.EchoNumbers),
            TemporalPosition = Int(header, Tags.TemporalPositionIndex) ?? Int(header, Tags.TemporalPositionIdentifier),
            NumberOfTemporalPositions = Int(header, Tags.NumberOfTemporalPositions),
            DimensionIndices = [.. Doubles(header, Tags.DimensionIndexValues).Select(i => (int)i)],
            DimensionOrganizationUid = header.GetItems(Tags.DimensionOrganizationSequence) is [DataSet dimensions, ..] ? dimensions.GetString(Tags.DimensionOrganizationUid) : null,
            StackId = header.GetString(Tags.StackId),
            EffectiveEchoTime = Doubles(header, Tags.EffectiveEchoTime) is [double echo, ..] ? echo : null,
        };
    }

    private static IReadOnlyList<double> Doubles(DataSet header, Tag tag)
    {
        try
        {
            return header.GetDoubles(tag);
        }
        catch (DicomDataException)
        {
            return [];
        }
    }

    private static int? Int(DataSet header, Tag tag)
    {
        try
        {
            return header.GetInt32(tag);
        }
        catch (DicomDataException)
        {
            return null;
        }
    }
}
