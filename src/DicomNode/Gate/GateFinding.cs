namespace DicomNode.Gate;

/// <summary>Something that a reader should look at before believing a result.</summary>
/// <param name="Structure">Name of the segment; null: it is about the whole result.</param>
/// <param name="Reason">A sentence with figures, for the report, the record and the operator. No patient data.</param>
public sealed record GateFinding(GateCheck Check, string? Structure, string Reason);
