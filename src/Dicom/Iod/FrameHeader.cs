using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The header of an image, or of one frame of a multi-frame image as a single image would have it. PS3.3 §C.7.6.16.</summary>
/// <param name="DataSet">Of a frame: what its functional groups say stands in the places of a single image. What single images have no place for (StackID, FrameType) stands at the top.</param>
/// <param name="FrameNumber">From 1; null for an image of a single-frame class.</param>
public sealed record FrameHeader(DataSet DataSet, int? FrameNumber)
{
    /// <summary>What images that were converted from single ones keep of those, shared or not.</summary>
    private static readonly Tag[] s_converted = [Tags.AcquisitionNumber, Tags.EchoNumbers, Tags.TemporalPositionIdentifier, Tags.NumberOfTemporalPositions];

    /// <summary>The functional groups that say where a frame lies, what its values mean and which volume it belongs to, and what of each.</summary>
    private static readonly (Tag Group, Tag[] Attributes)[] s_groups =
    [
        (Tags.PlanePositionSequence, [Tags.ImagePositionPatient]),
        (Tags.PlaneOrientationSequence, [Tags.ImageOrientationPatient]),
        (Tags.PixelMeasuresSequence, [Tags.PixelSpacing, Tags.SliceThickness, Tags.SpacingBetweenSlices]),
        (Tags.PixelValueTransformationSequence, [Tags.RescaleIntercept, Tags.RescaleSlope, Tags.RescaleType]),
        (Tags.FrameContentSequence, [Tags.StackId, Tags.TemporalPositionIndex, Tags.FrameAcquisitionNumber, Tags.DimensionIndexValues]),
        (Tags.FrameVoilutSequence, [Tags.WindowCenter, Tags.WindowWidth, Tags.WindowCenterWidthExplanation, Tags.VoilutFunction]),
        (Tags.MrEchoSequence, [Tags.EffectiveEchoTime]),
        (Tags.CtImageFrameTypeSequence, [Tags.FrameType]),
        (Tags.MrImageFrameTypeSequence, [Tags.FrameType]),
        (Tags.PetFrameTypeSequence, [Tags.FrameType]),
        (Tags.UnassignedSharedConvertedAttributesSequence, s_converted),
        (Tags.UnassignedPerFrameConvertedAttributesSequence, s_converted),
    ];

    /// <summary>All frames of an image, whether or not it says where they lie.</summary>
    public static IReadOnlyList<FrameHeader> Of(DataSet image)
    {
        IReadOnlyList<DataSet> perFrame = image.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        int frames = Math.Max(perFrame.Count, image.GetInt32(Tags.NumberOfFrames) ?? 1);
        return perFrame.Count == 0 && frames == 1 ? [new(image, null)] : Of(image, perFrame, frames);
    }

    /// <summary>The frames of an image that says of each of them where it lies; any other image as one.</summary>
    public static IReadOnlyList<FrameHeader> Placed(DataSet image)
    {
        IReadOnlyList<DataSet> perFrame = image.GetItems(Tags.PerFrameFunctionalGroupsSequence);
        return perFrame.Count > 0 && (image.GetInt32(Tags.NumberOfFrames) ?? 1) == perFrame.Count ? Of(image, perFrame, perFrame.Count) : [new(image, null)];
    }

    private static FrameHeader[] Of(DataSet image, IReadOnlyList<DataSet> perFrame, int frames)
    {
        DataSet? shared = First(image, Tags.SharedFunctionalGroupsSequence);
        DataSet common = image.Clone();
        common.Remove(Tags.PerFrameFunctionalGroupsSequence);
        return [.. Enumerable.Range(0, frames).Select(i => new FrameHeader(Header(common, shared, i < perFrame.Count ? perFrame[i] : null), i + 1))];
    }

    private static DataSet Header(DataSet common, DataSet? shared, DataSet? own)
    {
        DataSet header = common.Clone();
        foreach ((Tag group, Tag[] attributes) in s_groups)
        {
            if ((First(own, group) ?? First(shared, group)) is { } item)
            {
                header.CopyFrom(item, attributes);
            }
        }

        return header;
    }

    private static DataSet? First(DataSet? around, Tag sequence) => around?.GetItems(sequence) is [DataSet item, ..] ? item : null;
}
