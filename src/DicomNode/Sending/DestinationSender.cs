using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Observability.Traces;
using DicomNode.SeriesLogging;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>Sends what is due for one peer over one association, and books what came of each instance.</summary>
internal sealed class DestinationSender(
    DeliveryLedger ledger, DataFolder folder, NodeOptions options, PeerClient client, NodeIdentity node, SendingAudit audit, SendingMetrics metrics, SeriesTracer tracer, TimeProvider clock, ILogger<DestinationSender> logger)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(10);

    /// <summary>Until nothing is due for the peer, or it fails.</summary>
    public async Task RunAsync(string destination, CancellationToken cancellationToken)
    {
        PeerOptions? peer = options.Peers.FirstOrDefault(p => p.Name.Equals(destination, StringComparison.OrdinalIgnoreCase));
        ResultAssociation? association = null;
        try
        {
            while (!cancellationToken.IsCancellationRequested
                && await ledger.ClaimDueAsync(destination, node.Name, s_lease, cancellationToken) is DeliveryClaim claim)
            {
                DeliveryAttempt attempt = new(claim, clock.GetUtcNow());
                using IDisposable scope = logger.OfSeries(claim.Result.Job!.Series!.SeriesInstanceUid);
                if (peer is null)
                {
                    await BookAsync(attempt, new(DeliveryOutcome.GiveUp, $"No peer is named {destination} any more: put it back into Peers, then retry."));
                    continue;
                }

                Failpoint.Reach(StateBoundary.DeliveryClaimed);
                try
                {
                    if (association?.Covers(claim) == false)
                    {
                        await association.Association.ReleaseAsync(cancellationToken); // something new was made: the peer is asked about it
                        association = null;
                    }

                    association ??= await RequestAsync(peer, claim, cancellationToken);
                    await StoreAsync(association, peer, attempt, cancellationToken);
                    Failpoint.Reach(StateBoundary.DeliveryBooked);
                }
                catch (DicomNetworkException e)
                {
                    association = await DroppedAsync(association);
                    await BookAsync(attempt, DeliveryVerdict.Of(e));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomDataException)
                {
                    association = await DroppedAsync(association);
                    await BookAsync(attempt, DeliveryVerdict.OfUnreadable(e));
                }
                catch (OperationCanceledException)
                {
                    await ledger.RetryLaterAsync(claim, null, "The node was stopped.", clock.GetUtcNow().UtcDateTime, CancellationToken.None);
                    throw;
                }
            }

            if (association is not null)
            {
                await association.Association.ReleaseAsync(cancellationToken);
            }
        }
        catch (DicomNetworkException)
        {
            // everything is stored and booked; how the association ended is the peer's business
        }
        finally
        {
            await DroppedAsync(association);
        }
    }

    private async Task<ResultAssociation> RequestAsync(PeerOptions peer, DeliveryClaim claim, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> classes = [.. (await ledger.SopClassesAsync(claim.Delivery.Destination, cancellationToken)).Union(ResultAssociation.ClassesOf(claim))];
        IReadOnlyList<ProposedContext> contexts = ResultAssociation.Propose(classes, Receiver.Of(peer).Profile);
        return new(await client.RequestAsync(peer, contexts, ClientServices.None, cancellationToken), classes);
    }

    /// <summary>Sends the best of the delivery's choices that the peer takes; when it refuses the object itself, the next.</summary>
    private async Task StoreAsync(ResultAssociation association, PeerOptions peer, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        DeliveryClaim claim = attempt.Claim;
        Result sent = claim.Result;
        DeliveryVerdict verdict = DeliveryVerdict.OfRefused(association.Association.Peer, ResultAssociation.ClassesOf(claim));
        foreach (Result choice in association.Acceptable(claim))
        {
            if (!await Task.Run(() => folder.Holds(choice.Path, choice.Sha256), cancellationToken))
            {
                (sent, verdict) = (choice, DeliveryVerdict.OfDamaged(choice));
                break;
            }

            if (ResultFile.Open(folder, choice, association.AcceptedTransferSyntaxes(choice), cancellationToken) is not { } source)
            {
                continue;
            }

            sent = choice;
            await using (source.DataSet)
            {
                verdict = await StoreAsync(association.Association, peer, claim, choice, source, cancellationToken);
            }

            if (!verdict.IsRefusalOfTheObject)
            {
                break;
            }
        }

        await BookAsync(attempt, sent, verdict);
    }

    private async Task<DeliveryVerdict> StoreAsync(ClientAssociation association, PeerOptions peer, DeliveryClaim claim, Result choice, InstanceSource source, CancellationToken cancellationToken)
    {
        bool mayHaveLanded = claim.Delivery.MayHaveLanded && choice.Id == claim.Delivery.ResultId;
        await ledger.MarkSendingAsync(claim, choice.Id, cancellationToken);
        Failpoint.Reach(StateBoundary.DeliveryConnected);
        StoreResponse response = await audit.AroundAsync(peer, claim.Result.Job!.Series!.StudyInstanceUid, choice, () => association.StoreAsync(source, cancellationToken), cancellationToken);
        Failpoint.Reach(StateBoundary.DeliveryAnswered);
        return DeliveryVerdict.Of(response, mayHaveLanded);
    }

    private Task BookAsync(DeliveryAttempt attempt, DeliveryVerdict verdict) => BookAsync(attempt, attempt.Claim.Result, verdict);

    private async Task BookAsync(DeliveryAttempt attempt, Result result, DeliveryVerdict verdict)
    {
        DeliveryClaim claim = attempt.Claim;
        Delivery delivery = claim.Delivery;
        DateTime now = clock.GetUtcNow().UtcDateTime;
        if (verdict.Outcome == DeliveryOutcome.TryAgain && now - delivery.TryingSince >= options.Delivery.GiveUpAfter)
        {
            verdict = verdict with { Outcome = DeliveryOutcome.GiveUp, Reason = $"{verdict.Reason} Tried for {options.Delivery.GiveUpAfter} (Delivery:GiveUpAfter)." };
        }

        metrics.Attempted(delivery, verdict.Outcome, now - attempt.At.UtcDateTime, now);
        switch (verdict.Outcome)
        {
            case DeliveryOutcome.Delivered:
                await ledger.MarkDeliveredAsync(claim, verdict.Status!.Value, null, CancellationToken.None);
                SendingLog.Delivered(logger, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.Attempts);
                break;
            case DeliveryOutcome.DeliveredWithWarning:
                await ledger.MarkDeliveredAsync(claim, verdict.Status!.Value, verdict.Reason, CancellationToken.None);
                SendingLog.DeliveredWithWarning(logger, result.Kind, result.SopInstanceUid, delivery.Destination, verdict.Reason!);
                break;
            case DeliveryOutcome.TryAgain:
#pragma warning disable CA5394 // jitter is no secret
                DateTime next = now + RetrySchedule.DelayAfter(delivery.Attempts, options.Delivery.FirstRetryDelay, options.Delivery.MaxRetryDelay, Random.Shared.NextDouble());
#pragma warning restore CA5394
                await ledger.RetryLaterAsync(claim, verdict.Status, verdict.Reason!, next, CancellationToken.None);
                SendingLog.TriesAgain(logger, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.Attempts, next, verdict.Reason!);
                break;
            case DeliveryOutcome.GiveUp:
                await ledger.DeadLetterAsync(claim, verdict.Status, verdict.Reason!, CancellationToken.None);
                SendingLog.GivenUp(logger, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.Id, verdict.Reason!);
                break;
        }

        tracer.Attempted(attempt, result, verdict, clock.GetUtcNow().UtcDateTime);
        if (verdict.Outcome != DeliveryOutcome.TryAgain)
        {
            await tracer.EndAsync(claim.Result.Job!.Series!.SeriesInstanceUid, CancellationToken.None);
        }
    }

    private static async Task<ResultAssociation?> DroppedAsync(ResultAssociation? association)
    {
        if (association is not null)
        {
            await association.DisposeAsync();
        }

        return null;
    }
}
