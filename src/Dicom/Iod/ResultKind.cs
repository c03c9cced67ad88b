namespace DicomNode.Dicom.Iod;

/// <summary>The kinds of objects a result is stored as. The number orders their series: SeriesNumber = source × 100 + it.</summary>
public enum ResultKind
{
    Segmentation = 1,
    RtStructureSet = 2,

    /// <summary>Structured report of measurements (TID 1500).</summary>
    MeasurementReport = 3,

    /// <summary>Secondary captures of key slices with the contours drawn in.</summary>
    Preview = 4,

    /// <summary>Rejects older results. Never asked for by a route: it follows from one.</summary>
    RejectionNote = 90,
}
