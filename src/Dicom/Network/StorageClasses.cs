using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network;

/// <summary>The Storage SOP classes of PS3.6 (PS3.4 §B.5, retired ones included): what a C-STORE may carry.</summary>
public static class StorageClasses
{
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10"; // a DICOMDIR never travels by C-STORE

    public static bool Contains(string sopClassUid) =>
        DicomDictionary.FindUid(sopClassUid) is { Type: "SOP Class" } entry
        && entry.Name.Contains("Storage", StringComparison.Ordinal)
        && !entry.Name.Contains("Commitment", StringComparison.Ordinal)
        && sopClassUid != MediaStorageDirectory;
}
