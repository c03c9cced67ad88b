namespace DicomNode.Dicom.Network.Serving;

/// <summary>
/// The places for associations. A newcomer that finds a limit reached takes the place of one that is counted under the same limit and
/// deserves it least: one that sends ahead of our answers, or made no progress for long enough. If there is none, it waits a moment,
/// in turn, for a place to become free.
/// </summary>
internal sealed class AssociationSlots(DicomServerOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SlotCounts _counts = new(options);
    private readonly HashSet<ISlotHolder> _taken = [];
    private readonly LinkedList<Waiter> _waiting = [];

    /// <returns>Null: it has a place. Otherwise the limit that stands in the way: answer A-ASSOCIATE-RJ 2/3/2.</returns>
    public async ValueTask<AssociationLimit?> TakeAsync(ISlotHolder holder, CancellationToken cancellationToken)
    {
        Waiter waiter = new(holder, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Enter(holder, waiter) is null)
        {
            return null;
        }

        try
        {
            await waiter.Entered.Task.WaitAsync(options.WaitForPlace, clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            return Leave(waiter) ? null : Enter(holder, null);
        }
        catch (OperationCanceledException)
        {
            Leave(waiter); // a place that came in the last moment is freed when the session ends
            throw;
        }
    }

    /// <summary>Gives the place to the one that has waited longest and fits. Does nothing for one without a place.</summary>
    public void Free(ISlotHolder holder)
    {
        lock (_gate)
        {
            if (_taken.Remove(holder))
            {
                _counts.Remove(holder.Claim);
                AdmitWaiting();
            }
        }
    }

    /// <returns>Null: entered. Otherwise the limit in the way; the waiter, if there is one, stands in the queue.</returns>
    private AssociationLimit? Enter(ISlotHolder holder, Waiter? waiter)
    {
        ISlotHolder? loser = null;
        lock (_gate)
        {
            AssociationLimit[] over = [.. _counts.Over(holder.Claim)];
            if (over.Length > 0)
            {
                loser = _taken
                    .Where(t => over.All(limit => SlotCounts.CountsToo(t.Claim, holder.Claim, limit)) && (t.SentAhead || t.SlowFor >= options.GiveWayAfter))
                    .MaxBy(t => (t.SentAhead, t.SlowFor));
                if (loser is null)
                {
                    if (waiter is not null)
                    {
                        _waiting.AddLast(waiter);
                    }

                    return over[0];
                }

                _taken.Remove(loser);
                _counts.Remove(loser.Claim);
            }

            _taken.Add(holder);
            _counts.Add(holder.Claim);
        }

        loser?.GiveWay();
        return null;
    }

    private void AdmitWaiting()
    {
        for (LinkedListNode<Waiter>? node = _waiting.First; node is not null && !_counts.IsFull; node = node.Next)
        {
            ISlotHolder next = node.Value.Holder;
            if (!_counts.Over(next.Claim).Any())
            {
                _waiting.Remove(node);
                _taken.Add(next);
                _counts.Add(next.Claim);
                node.Value.Entered.SetResult();
                return;
            }
        }
    }

    /// <returns>True: it got a place in the last moment.</returns>
    private bool Leave(Waiter waiter)
    {
        lock (_gate)
        {
            return !_waiting.Remove(waiter);
        }
    }

    private sealed record Waiter(ISlotHolder Holder, TaskCompletionSource Entered);
}
