namespace DicomNode.Dicom.Encoding;

/// <summary>How this library names itself in files (PS3.10 §7.1) and in associations (PS3.7 §D.3.3.2).</summary>
public static class Implementation
{
    public const string ClassUid = "2.25.67534617537766702194463350824227150487";

    /// <summary>At most 16 characters.</summary>
    public const string VersionName = "DICOMNODE_0_1";
}
