using DicomNode.Committing;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Querying;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>
/// Asks a peer whether it keeps what it has taken (<see cref="PeerOptions.Proof"/>). What it does not have is sent again; local data stay until it has shown that it does.
/// </summary>
internal sealed class StorageProof(
    DeliveryLedger ledger, ArchiveCommitment commitment, PeerQuery query, DataFolder folder, NodeOptions options, SendingMetrics metrics, TimeProvider clock, ILogger<StorageProof> logger)
{
    private const int AtOnce = 200;

    /// <summary>Between two questions about one delivery. A report may come later than we wait for it: it is looked up before the next question.</summary>
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMinutes(10);

    /// <summary>Archives answer C-STORE before their index knows the instance; before this age a missing one says nothing.</summary>
    private static readonly TimeSpan s_indexing = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    /// <summary>Asks about what is unproven at one peer.</summary>
    /// <exception cref="DicomNetworkException">The peer cannot be asked, or says no.</exception>
    public async Task AskAsync(PeerOptions peer, CancellationToken cancellationToken)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        IReadOnlyList<UnprovenDelivery> open = await ledger.ListUnprovenAsync(peer.Name, now - s_askAgain, AtOnce, cancellationToken);
        if (peer.Proof == ProofOfStorage.Query)
        {
            open = [.. open.Where(d => now - d.DeliveredAt >= s_indexing)];
        }

        if (open.Count == 0)
        {
            return;
        }

        await ledger.MarkProofAskedAsync([.. open.Select(d => d.Id)], cancellationToken);
        await (peer.Proof == ProofOfStorage.Commitment ? AskToCommitAsync(peer, open, cancellationToken) : LookUpAsync(peer, open, cancellationToken));
    }

    private async Task AskToCommitAsync(PeerOptions peer, IReadOnlyList<UnprovenDelivery> open, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> known = await commitment.CommittedAsync(peer, [.. open.Select(d => d.SopInstanceUid)], cancellationToken);
        UnprovenDelivery[] unknown = [.. open.Where(d => !known.Contains(d.SopInstanceUid))];
        await ProvenAsync(peer, [.. open.Where(d => known.Contains(d.SopInstanceUid))], cancellationToken);
        if (unknown.Length == 0
            || await commitment.CommitAsync(peer, [.. unknown.Select(d => new SopReference(d.SopClassUid, d.SopInstanceUid))], s_wait, cancellationToken) is not { } report)
        {
            return;
        }

        HashSet<string> committed = [.. report.Committed.Select(r => r.SopInstanceUid)];
        await ProvenAsync(peer, [.. unknown.Where(d => committed.Contains(d.SopInstanceUid))], cancellationToken);
        foreach (CommitmentFailure failure in report.Failed)
        {
            if (Array.Find(unknown, d => d.SopInstanceUid == failure.Instance.SopInstanceUid) is { } lost)
            {
                await DisownedAsync(peer, lost, $"The peer does not commit to it: {failure.Reason:X4}H ({failure.Meaning}).", cancellationToken);
            }
        }
    }

    private async Task LookUpAsync(PeerOptions peer, IReadOnlyList<UnprovenDelivery> open, CancellationToken cancellationToken)
    {
        Dictionary<string, InstanceUids> asked = open.Select(d => UidsOf(d, peer)).OfType<InstanceUids>().ToDictionary(u => u.Instance, StringComparer.Ordinal);
        IReadOnlySet<string> held = await query.HeldAsync(peer, [.. asked.Values], cancellationToken);
        await ProvenAsync(peer, [.. open.Where(d => held.Contains(d.SopInstanceUid))], cancellationToken);
        foreach (UnprovenDelivery lost in open.Where(d => asked.ContainsKey(d.SopInstanceUid) && !held.Contains(d.SopInstanceUid)))
        {
            await DisownedAsync(peer, lost, "The peer took it and does not list it when it is asked (C-FIND).", cancellationToken);
        }
    }

    /// <summary>As its file says, which alone knows the series of a result; null when that cannot be read, which holds up no other.</summary>
    private InstanceUids? UidsOf(UnprovenDelivery delivery, PeerOptions peer)
    {
        try
        {
            DataSet header = Part10File.Read(folder.FullPath(delivery.Path), DataSetReadOptions.Header).DataSet;
            return new(header.GetString(Tags.StudyInstanceUid)!, header.GetString(Tags.SeriesInstanceUid)!, delivery.SopInstanceUid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomDataException)
        {
            SendingLog.NotProven(logger, peer.AeTitle, $"result {delivery.SopInstanceUid} cannot be read: {e.Message}");
            return null;
        }
    }

    private async Task ProvenAsync(PeerOptions peer, IReadOnlyCollection<UnprovenDelivery> proven, CancellationToken cancellationToken)
    {
        if (proven.Count > 0)
        {
            await ledger.MarkProvenAsync([.. proven.Select(d => d.Id)], cancellationToken);
            metrics.Asked(peer.Name, "proven", proven.Count);
            SendingLog.Proven(logger, peer.AeTitle, proven.Count);
        }
    }

    private async Task DisownedAsync(PeerOptions peer, UnprovenDelivery lost, string reason, CancellationToken cancellationToken)
    {
        DateTime givingUpBefore = (clock.GetUtcNow() - options.Delivery.GiveUpAfter).UtcDateTime;
        if (await ledger.DisownAsync(lost.Id, reason, givingUpBefore, cancellationToken) is DeliveryState now)
        {
            metrics.Asked(peer.Name, "disowned", 1);
            SendingLog.Disowned(logger, lost.SopInstanceUid, peer.AeTitle, reason, now switch
            {
                DeliveryState.Pending => "It is sent again.",
                DeliveryState.Superseded => "It is not sent again: the series has grown, and a newer result takes its place.",
                _ => "It waits for an operator.",
            });
        }
    }
}
