namespace DicomNode.Dicom.Network.Pdu;

/// <summary>How this implementation names itself to peers. PS3.7 §D.3.3.2.</summary>
internal static class Implementation
{
    /// <summary>From a random UUID, PS3.5 §B.2; the same for every version.</summary>
    public const string ClassUid = "2.25.247723244146994706735269638701091907881";

    public const string VersionName = "DICOMNODE_0_1";
}
