using DicomNode.Dicom.Auditing;
using DicomNode.Dicom.Network;

namespace DicomNode.Auditing;

/// <summary>Counts what comes in until it is worth a message: at the end of its association, or after a minute of a long one.</summary>
internal sealed class ReceivedTransfers(AuditTrail trail, TimeProvider clock)
{
    /// <summary>Some archives keep an association for days.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(long Association, string Study, AuditAction Action), ReceivedTransfer> _open = [];
    private readonly Queue<ReceivedTransfer> _ended = [];

    /// <summary>An instance was stored.</summary>
    /// <param name="isNew">It was not here before.</param>
    public void Stored(StoreRequest request, string studyInstanceUid, bool isNew)
    {
        if (!trail.IsOn)
        {
            return;
        }

        AuditAction action = isNew ? AuditAction.Create : AuditAction.Update;
        lock (_gate)
        {
            if (!_open.TryGetValue((request.AssociationId, studyInstanceUid, action), out ReceivedTransfer? transfer))
            {
                _open[(request.AssociationId, studyInstanceUid, action)] = transfer = new(
                    request.CallingAeTitle, request.RemoteEndPoint.Address, studyInstanceUid, action, request.AffectedSopInstanceUid, clock.GetUtcNow().UtcDateTime);
            }

            transfer.SopClasses[request.AffectedSopClassUid] = transfer.SopClasses.GetValueOrDefault(request.AffectedSopClassUid) + 1;
        }
    }

    /// <summary>An association is over.</summary>
    public void Ended(long association) => End(o => o.Key.Association == association);

    /// <summary>Takes what is worth a message.</summary>
    /// <param name="all">Everything, because the node stops.</param>
    /// <returns>The transfers, and the time before which nothing else came in.</returns>
    public (IReadOnlyList<ReceivedTransfer> Transfers, DateTime CompleteUntil) Take(bool all)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        End(o => all || now - o.Value.Since >= Longest);
        lock (_gate)
        {
            ReceivedTransfer[] taken = [.. _ended];
            _ended.Clear();
            return (taken, _open.Values.Select(o => o.Since).Append(now).Min());
        }
    }

    private void End(Func<KeyValuePair<(long Association, string Study, AuditAction Action), ReceivedTransfer>, bool> which)
    {
        lock (_gate)
        {
            foreach (KeyValuePair<(long, string, AuditAction), ReceivedTransfer> over in _open.Where(which).ToArray())
            {
                _open.Remove(over.Key);
                _ended.Enqueue(over.Value);
            }
        }
    }
}
