using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network;

/// <summary>The Storage SOP classes of PS3.6 (PS3.4 §B.5, retired ones included): what a C-STORE may carry.</summary>
public static class StorageClasses
{
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10"; // a DICOMDIR never travels by C-STORE

    /// <summary>Those that a clinic meets, for a proposal that has to fit an association (128 contexts).</summary>
    public static IReadOnlyList<string> Common { get; } =
    [
        Uids.ComputedRadiographyImageStorage, Uids.DigitalXRayImageStorageForPresentation, Uids.DigitalXRayImageStorageForProcessing,
        Uids.DigitalMammographyXRayImageStorageForPresentation, Uids.DigitalMammographyXRayImageStorageForProcessing, Uids.CtImageStorage,
        Uids.EnhancedCtImageStorage, Uids.LegacyConvertedEnhancedCtImageStorage, Uids.UltrasoundMultiFrameImageStorage, Uids.MrImageStorage,
        Uids.EnhancedMrImageStorage, Uids.MrSpectroscopyStorage, Uids.EnhancedMrColorImageStorage, Uids.LegacyConvertedEnhancedMrImageStorage,
        Uids.UltrasoundImageStorage, Uids.EnhancedUsVolumeStorage, Uids.SecondaryCaptureImageStorage,
        Uids.MultiFrameSingleBitSecondaryCaptureImageStorage, Uids.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
        Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage, Uids.MultiFrameTrueColorSecondaryCaptureImageStorage,
        Uids.TwelveLeadEcgWaveformStorage, Uids.GrayscaleSoftcopyPresentationStateStorage, Uids.ColorSoftcopyPresentationStateStorage,
        Uids.BlendingSoftcopyPresentationStateStorage, Uids.XRayAngiographicImageStorage, Uids.EnhancedXaImageStorage,
        Uids.XRayRadiofluoroscopicImageStorage, Uids.EnhancedXrfImageStorage, Uids.XRay3DAngiographicImageStorage,
        Uids.XRay3DCraniofacialImageStorage, Uids.BreastTomosynthesisImageStorage, Uids.NuclearMedicineImageStorage, Uids.ParametricMapStorage,
        Uids.RawDataStorage, Uids.SpatialRegistrationStorage, Uids.SpatialFiducialsStorage, Uids.DeformableSpatialRegistrationStorage,
        Uids.SegmentationStorage, Uids.SurfaceSegmentationStorage, Uids.LabelMapSegmentationStorage, Uids.RealWorldValueMappingStorage,
        Uids.VlEndoscopicImageStorage, Uids.VlMicroscopicImageStorage, Uids.VlPhotographicImageStorage, Uids.VideoPhotographicImageStorage,
        Uids.OphthalmicPhotography8BitImageStorage, Uids.OphthalmicTomographyImageStorage, Uids.VlWholeSlideMicroscopyImageStorage,
        Uids.BasicTextSrStorage, Uids.EnhancedSrStorage, Uids.ComprehensiveSrStorage, Uids.Comprehensive3DsrStorage, Uids.MammographyCadsrStorage,
        Uids.KeyObjectSelectionDocumentStorage, Uids.ChestCadsrStorage, Uids.XRayRadiationDoseSrStorage, Uids.EncapsulatedPdfStorage,
        Uids.EncapsulatedCdaStorage, Uids.EncapsulatedStlStorage, Uids.PositronEmissionTomographyImageStorage, Uids.EnhancedPetImageStorage,
        Uids.RtImageStorage, Uids.RtDoseStorage, Uids.RtStructureSetStorage, Uids.RtBeamsTreatmentRecordStorage, Uids.RtPlanStorage,
        Uids.RtTreatmentSummaryRecordStorage, Uids.RtIonPlanStorage,
    ];

    public static bool Contains(string sopClassUid) =>
        DicomDictionary.FindUid(sopClassUid) is { Type: "SOP Class" } entry
        && entry.Name.Contains("Storage", StringComparison.Ordinal)
        && !entry.Name.Contains("Commitment", StringComparison.Ordinal)
        && sopClassUid != MediaStorageDirectory;
}
