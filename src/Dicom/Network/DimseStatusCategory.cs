namespace DicomNode.Dicom.Network;

/// <summary>What a status code means for the operation as a whole. PS3.7 Annex C.</summary>
public enum DimseStatusCategory
{
    Success,
    /// <summary>Done, with a remark.</summary>
    Warning,
    Failure,
    Cancel,
    /// <summary>More responses follow.</summary>
    Pending,
}
