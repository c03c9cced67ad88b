namespace DicomNode.Dicom.Iod;

/// <summary>The ways in which a segmentation holds its voxels: SegmentationType (0062,0001).</summary>
public enum SegmentationForm
{
    /// <summary>A bit per voxel and segment. PS3.3 §C.8.20.2.3.1.</summary>
    Binary,

    /// <summary>A byte per voxel and segment, 0 and 255. PS3.3 §C.8.20.2.3.2.</summary>
    Fractional,

    /// <summary>The number of a segment per voxel, in a SOP class of its own (Supplement 243): a tenth of the size, and no segment overlaps another.</summary>
    LabelMap,

    /// <summary>FRACTIONAL with how probable each voxel is, from 0 to 255.</summary>
    Probabilities,
}
