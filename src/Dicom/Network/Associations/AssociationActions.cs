using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>What the actions of PS3.8 Tables 9-6 to 9-9 do: send, start and stop ARTIM, tell the user, close.</summary>
internal sealed class AssociationActions(PduOutput output, IAssociationUser user, AssociationTimer artim, AssociationTimes times, Action close)
{
    private int _ended;

    public ValueTask RunAsync(AssociationAction action, AssociationInput input, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case AssociationAction.AE1: // the connection is opened by the caller
            case AssociationAction.AA6:
                return ValueTask.CompletedTask;
            case AssociationAction.AE2 or AssociationAction.AE7 or AssociationAction.DT1 or AssociationAction.AR7 or AssociationAction.AR1 or AssociationAction.AR9:
                return output.SendAsync(input.Outgoing, cancellationToken);
            case AssociationAction.AE3:
                user.Accepted(input.Accept!);
                return ValueTask.CompletedTask;
            case AssociationAction.AE4:
                End(new(AssociationEndKind.RejectedByPeer, "rejected by the peer") { Reject = input.Reject });
                close();
                return ValueTask.CompletedTask;
            case AssociationAction.AE5:
                artim.Start(times.Artim);
                return ValueTask.CompletedTask;
            case AssociationAction.AE6:
                artim.Stop();
                return user.RequestedAsync(input.Request!, cancellationToken);
            case AssociationAction.AE8:
                End(new(AssociationEndKind.RejectedByUs, "rejected by us") { Reject = input.Reject });
                return SendLastAsync(input.Reject!.Write());
            case AssociationAction.DT2 or AssociationAction.AR6:
                return user.DataAsync(input.Data, cancellationToken);
            case AssociationAction.AR2 or AssociationAction.AR8:
                return user.ReleaseRequestedAsync(cancellationToken);
            case AssociationAction.AR3:
                End(new(AssociationEndKind.Released, "released"));
                close();
                return ValueTask.CompletedTask;
            case AssociationAction.AR4:
                End(new(AssociationEndKind.Released, "released"));
                return SendLastAsync(ReleaseResponse.Write());
            case AssociationAction.AR10:
                return user.ReleaseRequestedAsync(cancellationToken); // release collision: the confirmation stands for the indication
            case AssociationAction.AR5 or AssociationAction.AA5:
                artim.Stop();
                End(new(AssociationEndKind.ConnectionLost, input.Why ?? "closed before an association was asked for") { Cause = input.Cause });
                close();
                return ValueTask.CompletedTask;
            case AssociationAction.AA1 or AssociationAction.AA8:
                End(new(AssociationEndKind.AbortedByUs, input.Why ?? "a PDU came out of turn") { Abort = input.Abort, Cause = input.Cause });
                return SendLastAsync((input.Abort ?? (action == AssociationAction.AA1 ? Abort.ByUser : Abort.ByProvider(AbortReason.UnexpectedPdu))).Write());
            case AssociationAction.AA7: // ARTIM runs on: a peer that goes on talking shall not keep the connection
                return SendOrCloseAsync(Abort.ByProvider(AbortReason.UnexpectedPdu).Write());
            case AssociationAction.AA2:
                artim.Stop();
                End(new(AssociationEndKind.AbortedByUs, input.Why ?? "no association was asked for in time"));
                close();
                return ValueTask.CompletedTask;
            case AssociationAction.AA3:
                End(new(AssociationEndKind.AbortedByPeer, $"aborted by the peer: {Abort.Meaning(input.Abort!.Source, input.Abort.Reason)}") { Abort = input.Abort });
                close();
                return ValueTask.CompletedTask;
            case AssociationAction.AA4:
                End(new(AssociationEndKind.ConnectionLost, input.Why ?? "the peer closed the connection") { Cause = input.Cause });
                close();
                return ValueTask.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, null);
        }
    }

    /// <summary>The first end is the true one; what follows it is tidying up.</summary>
    private void End(AssociationEnd end)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            user.Ended(end);
        }
    }

    /// <summary>Our last PDU; then the peer has a while to close, and if it does not even take the PDU, we close.</summary>
    private ValueTask SendLastAsync(ReadOnlyMemory<byte> pdu)
    {
        artim.Start(times.Closing);
        return SendOrCloseAsync(pdu);
    }

    private async ValueTask SendOrCloseAsync(ReadOnlyMemory<byte> pdu)
    {
        using CancellationTokenSource limit = new(times.Closing);
        try
        {
            await output.SendAsync(pdu, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            close();
        }
    }
}
