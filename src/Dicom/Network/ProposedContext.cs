namespace DicomNode.Dicom.Network;

/// <summary>A SOP class and the transfer syntaxes of which the peer may choose one. PS3.8 §9.3.2.2.</summary>
public sealed record ProposedContext(string SopClassUid, params IReadOnlyList<string> TransferSyntaxUids)
{
    /// <summary>At most so many fit an association: the identifiers are the odd numbers of a byte.</summary>
    public const int MaxPerAssociation = 128;

    /// <summary>One context per pair, so that the peer says of each transfer syntax whether it takes it and the sender keeps a choice.</summary>
    public static IReadOnlyList<ProposedContext> OnePerTransferSyntax(IEnumerable<string> sopClassUids, params IReadOnlyList<string> transferSyntaxUids) =>
        [.. sopClassUids.Distinct(StringComparer.Ordinal).SelectMany(c => transferSyntaxUids.Select(t => new ProposedContext(c, t)))];
}
