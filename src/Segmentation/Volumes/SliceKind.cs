using DicomNode.Dicom.Dictionary;

namespace DicomNode.Segmentation.Volumes;

/// <summary>Sorts what can be a slice of a volume from what only travels in the same series.</summary>
internal static class SliceKind
{
    /// <returns><see cref="StackReason.None"/> for a possible slice.</returns>
    public static StackReason Of(SliceFacts facts) => facts switch
    {
        { SopClassUid: { } uid } when uid == Uids.SecondaryCaptureImageStorage || uid.StartsWith(Uids.SecondaryCaptureImageStorage + ".", StringComparison.Ordinal) => StackReason.SecondaryCapture,
        { SopClassUid: { } uid } when !IsVolumeClass(uid) => StackReason.NotVolumeImages,
        { Modality: "SEG" or "RTSTRUCT" or "RTDOSE" or "RTPLAN" or "SR" or "PR" or "KO" or "DOC" } => StackReason.NotVolumeImages, // seen in CT Image Storage
        { Rows: null, Columns: null, Position: null } => StackReason.NotVolumeImages,
        _ when facts.ImageType.Any(t => t is "LOCALIZER" or "SCOUT" or "TOPOGRAM" or "SURVEY") => StackReason.Localizer,
        _ => StackReason.None,
    };

    private static bool IsVolumeClass(string uid) =>
        uid == Uids.CtImageStorage || uid == Uids.MrImageStorage || uid == Uids.PositronEmissionTomographyImageStorage
        || uid == Uids.EnhancedCtImageStorage || uid == Uids.EnhancedMrImageStorage || uid == Uids.EnhancedPetImageStorage
        || uid == Uids.LegacyConvertedEnhancedCtImageStorage || uid == Uids.LegacyConvertedEnhancedMrImageStorage
        || uid == Uids.LegacyConvertedEnhancedPetImageStorage;
}
