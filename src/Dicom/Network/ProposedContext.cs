using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network;

/// <summary>A SOP class and the transfer syntaxes of which the peer may choose one. PS3.8 §9.3.2.2.</summary>
public sealed record ProposedContext(string SopClassUid, params IReadOnlyList<string> TransferSyntaxUids)
{
    /// <summary>At most so many fit an association: the identifiers are the odd numbers of a byte.</summary>
    public const int MaxPerAssociation = 128;

    /// <summary>We perform and the peer asks: it sends us instances on a C-GET. Role selection, PS3.7 §D.3.3.4; a peer that does not know it says nothing.</summary>
    public bool AsScp { get; init; }

    /// <summary>We ask and the peer performs: the default.</summary>
    public bool AsScu { get; init; } = true;

    /// <summary>In the two encodings that every implementation has: for classes without pixel data, and where nothing is gained by compression. PS3.5 §10.1.</summary>
    public static ProposedContext Uncompressed(string sopClassUid) => new(sopClassUid, Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian);

    /// <summary>One context per pair, so that the peer says of each transfer syntax whether it takes it and the sender keeps a choice.</summary>
    public static IReadOnlyList<ProposedContext> OnePerTransferSyntax(IEnumerable<string> sopClassUids, params IReadOnlyList<string> transferSyntaxUids) =>
        [.. sopClassUids.Distinct(StringComparer.Ordinal).SelectMany(c => transferSyntaxUids.Select(t => new ProposedContext(c, t)))];

    /// <summary>The proposals of roles that differ from the default; roles belong to classes, not to contexts.</summary>
    internal static IReadOnlyList<RoleSelection> Roles(IEnumerable<ProposedContext> contexts) =>
    [
        .. contexts.GroupBy(c => c.SopClassUid, StringComparer.Ordinal)
            .Select(g => new RoleSelection(g.Key, g.Any(c => c.AsScu), g.Any(c => c.AsScp)))
            .Where(r => r is not { Scu: true, Scp: false }),
    ];
}
