namespace DicomNode.Configuration;

/// <summary>A kind of result object; names as the standard's modality values.</summary>
public enum ResultOutput
{
    /// <summary>Segmentation. PS3.3 §A.51.</summary>
    Seg,

    /// <summary>RT Structure Set. PS3.3 §A.19.</summary>
    RtStruct,

    /// <summary>Structured report of measurements, TID 1500. PS3.3 §A.35.13.</summary>
    Sr,

    /// <summary>Secondary captures of key slices with the contours drawn in. PS3.3 §A.8.1.</summary>
    Sc,
}
