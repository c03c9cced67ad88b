using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>An association that results are sent over: what was proposed on it follows from what waits for the peer.</summary>
internal sealed class ResultAssociation(ClientAssociation association, IReadOnlyCollection<string> proposed) : IAsyncDisposable
{
    public ClientAssociation Association => association;

    /// <summary>A context for each class and encoding, so that the peer says of each whether it takes it.</summary>
    public static IReadOnlyList<ProposedContext> Propose(IReadOnlyCollection<string> sopClassUids, ReceiverProfile receiver)
    {
        string[] plain = [.. ResultFile.TransferSyntaxes.Where(t => !receiver.ImplicitVr || !t.IsExplicitVr).Select(t => t.Uid)];
        string[] compressed = [.. ResultFile.Compressed.Select(t => t.Uid), .. plain];
        return [.. sopClassUids.SelectMany(c => ProposedContext.OnePerTransferSyntax([c], receiver.Compressed && SegmentationClasses.Contains(c) ? compressed : plain))];
    }

    /// <summary>Whether the peer was asked about all that may be sent for a delivery: something may have been made since the association was opened.</summary>
    public bool Covers(DeliveryClaim claim) => ClassesOf(claim).All(proposed.Contains);

    /// <summary>
    /// What can be sent for a delivery, the best first: in the order of preference, but what may have arrived in an earlier attempt comes before all others, lest the peer
    /// gets two of them.
    /// </summary>
    public IEnumerable<Result> Acceptable(DeliveryClaim claim) => Choices(claim)
        .Where(c => IsAccepted(c.Result.SopClassUid) && (c.Needs is null || IsAccepted(c.Needs)))
        .Select(c => c.Result)
        .OrderByDescending(r => claim.Delivery.MayHaveLanded && r.Id == claim.Delivery.ResultId);

    public IReadOnlyList<string> AcceptedTransferSyntaxes(Result result) => association.AcceptedTransferSyntaxes(result.SopClassUid);

    public static IReadOnlyList<string> ClassesOf(DeliveryClaim claim) =>
        [.. Choices(claim).SelectMany(c => c.Needs is null ? new[] { c.Result.SopClassUid } : [c.Result.SopClassUid, c.Needs]).Distinct(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => association.DisposeAsync();

    private bool IsAccepted(string sopClassUid) => association.AcceptedTransferSyntaxes(sopClassUid).Count > 0;

    private static IEnumerable<(Result Result, string? Needs)> Choices(DeliveryClaim claim) =>
        claim.Delivery.Choices.Count == 0 ? [(claim.Result, null)] : claim.Delivery.Choices.Select(c => (c.Result!, c.NeedsSopClassUid));
}
