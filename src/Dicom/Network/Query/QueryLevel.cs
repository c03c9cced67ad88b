namespace DicomNode.Dicom.Network.Query;

/// <summary>Query/Retrieve Level (0008,0052), from the top. PS3.4 §C.3.</summary>
public enum QueryLevel
{
    Patient,
    Study,
    Series,
    Image,
}
