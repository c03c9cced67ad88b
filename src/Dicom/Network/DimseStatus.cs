namespace DicomNode.Dicom.Network;

/// <summary>The status (0000,0900) of a DIMSE response. PS3.7 Annex C; for C-STORE PS3.4 Table B.2-1.</summary>
public readonly record struct DimseStatus(ushort Code)
{
    public static DimseStatus Success => new(0x0000);

    /// <summary>0111H: an instance with this UID is there already.</summary>
    public static DimseStatus DuplicateSopInstance => new(0x0111);

    /// <summary>0115H.</summary>
    public static DimseStatus InvalidArgumentValue => new(0x0115);

    /// <summary>0117H: the SOP Instance UID is missing or breaks PS3.5 §9.1.</summary>
    public static DimseStatus InvalidObjectInstance => new(0x0117);

    /// <summary>0122H.</summary>
    public static DimseStatus SopClassNotSupported => new(0x0122);

    /// <summary>0124H.</summary>
    public static DimseStatus NotAuthorized => new(0x0124);

    /// <summary>0210H.</summary>
    public static DimseStatus DuplicateInvocation => new(0x0210);

    /// <summary>0211H.</summary>
    public static DimseStatus UnrecognizedOperation => new(0x0211);

    /// <summary>A700H: what came cannot be kept; the sender should try again later.</summary>
    public static DimseStatus OutOfResources => new(0xA700);

    /// <summary>A900H: the data set is not of the SOP class, or not the instance, that the request names.</summary>
    public static DimseStatus DataSetDoesNotMatchSopClass => new(0xA900);

    /// <summary>B000H: kept, with some elements coerced.</summary>
    public static DimseStatus CoercionOfDataElements => new(0xB000);

    /// <summary>FE00H: stopped by a C-CANCEL.</summary>
    public static DimseStatus Cancel => new(0xFE00);

    /// <summary>FF00H: a match, and perhaps more follow.</summary>
    public static DimseStatus Pending => new(0xFF00);

    /// <summary>FF01H: as FF00H; some optional keys were not matched.</summary>
    public static DimseStatus PendingWithUnsupportedKeys => new(0xFF01);

    /// <summary>0110H.</summary>
    public static DimseStatus ProcessingFailure => new(0x0110);

    /// <summary>0112H.</summary>
    public static DimseStatus NoSuchSopInstance => new(0x0112);

    /// <summary>0113H.</summary>
    public static DimseStatus NoSuchEventType => new(0x0113);

    /// <summary>0123H.</summary>
    public static DimseStatus NoSuchActionType => new(0x0123);

    /// <summary>0213H.</summary>
    public static DimseStatus ResourceLimitation => new(0x0213);

    /// <summary>C000H: the data set cannot be parsed.</summary>
    public static DimseStatus CannotUnderstand => new(0xC000);

    public DimseStatusCategory Category => Code switch
    {
        0x0000 => DimseStatusCategory.Success,
        0x0001 or 0x0107 or 0x0116 or >= 0xB000 and <= 0xBFFF => DimseStatusCategory.Warning,
        0xFE00 => DimseStatusCategory.Cancel,
        0xFF00 or 0xFF01 => DimseStatusCategory.Pending,
        _ => DimseStatusCategory.Failure,
    };

    /// <summary>The instance is at the peer: success or warning.</summary>
    public bool IsStored => Category is DimseStatusCategory.Success or DimseStatusCategory.Warning;

    /// <summary>A failure that may pass by itself: the A7xxH family.</summary>
    public bool IsTransientFailure => (Code & 0xFF00) == 0xA700;

    /// <summary>The words of the standard.</summary>
    public string Meaning => Code switch
    {
        0x0000 => "success",
        0x0105 => "no such attribute",
        0x0106 => "invalid attribute value",
        0x0107 => "attribute list error",
        0x0110 => "processing failure",
        0x0111 => "duplicate SOP instance",
        0x0112 => "no such SOP instance",
        0x0113 => "no such event type",
        0x0114 => "no such argument",
        0x0115 => "invalid argument value",
        0x0116 => "attribute value out of range",
        0x0117 => "invalid object instance",
        0x0118 => "no such SOP class",
        0x0119 => "class-instance conflict",
        0x0120 => "missing attribute",
        0x0121 => "missing attribute value",
        0x0122 => "SOP class not supported",
        0x0123 => "no such action type",
        0x0124 => "not authorized",
        0x0210 => "duplicate invocation",
        0x0211 => "unrecognized operation",
        0x0212 => "mistyped argument",
        0x0213 => "resource limitation",
        0xA701 => "out of resources: the matches cannot be counted",
        0xA702 => "out of resources: the sub-operations cannot be performed",
        0xA801 => "the move destination is not known",
        0xB000 => "coercion of data elements, or some sub-operations failed",
        0xB006 => "elements discarded",
        0xB007 => "data set does not match SOP class (kept)",
        0xFE00 => "cancelled",
        0xFF00 => "pending",
        0xFF01 => "pending; some optional keys are not supported",
        >= 0xA700 and <= 0xA7FF => "out of resources",
        >= 0xA900 and <= 0xA9FF => "data set does not match SOP class",
        >= 0xC000 and <= 0xCFFF => "cannot understand",
        >= 0xB000 and <= 0xBFFF => "warning",
        _ => "failure",
    };

    public override string ToString() => $"{Code:X4}H ({Meaning})";
}
