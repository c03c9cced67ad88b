namespace DicomNode.Dicom.Network.Commitment;

/// <summary>An instance that an archive does not commit to. PS3.4 Table J.3-2, reasons in PS3.3 §C.14.1.1.</summary>
public sealed record CommitmentFailure(SopReference Instance, ushort Reason)
{
    public const ushort ProcessingFailure = 0x0110, NoSuchObjectInstance = 0x0112, ClassInstanceConflict = 0x0119,
        SopClassNotSupported = 0x0122, DuplicateTransaction = 0x0131, ResourceLimitation = 0x0213;

    /// <summary>The words of the standard.</summary>
    public string Meaning => Reason switch
    {
        ProcessingFailure => "processing failure",
        NoSuchObjectInstance => "no such object instance",
        ClassInstanceConflict => "class-instance conflict",
        SopClassNotSupported => "referenced SOP class not supported",
        DuplicateTransaction => "duplicate transaction UID",
        ResourceLimitation => "resource limitation",
        _ => "a reason that the standard does not know",
    };

    public override string ToString() => $"{Instance.SopInstanceUid}: {Reason:X4}H ({Meaning})";
}
