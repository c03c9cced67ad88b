namespace DicomNode.Configuration;

/// <summary>What becomes of a result that something was found about. The higher number is the stricter.</summary>
public enum GateAction
{
    /// <summary>It is sent; the report says what was found.</summary>
    Send = 0,

    /// <summary>It is sent, and the description of every series of it begins with CHECK.</summary>
    Flag = 1,

    /// <summary>It is flagged, and not sent before an operator releases it.</summary>
    Hold = 2,
}
