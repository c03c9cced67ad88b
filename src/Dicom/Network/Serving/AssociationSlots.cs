namespace DicomNode.Dicom.Network.Serving;

/// <summary>
/// The places for associations. When all are taken, the one that has made no progress for longest gives way, if it made none for
/// long enough; otherwise the newcomer waits a moment, in turn, for a place to become free.
/// </summary>
internal sealed class AssociationSlots(int places, TimeSpan giveWayAfter, TimeSpan longestWait, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly HashSet<AcceptorSession> _taken = [];
    private readonly LinkedList<Waiter> _waiting = [];

    /// <returns>False: answer A-ASSOCIATE-RJ 2/3/2.</returns>
    public async ValueTask<bool> TakeAsync(AcceptorSession session, CancellationToken cancellationToken)
    {
        Waiter waiter = new(session, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Enter(session, waiter))
        {
            return true;
        }

        try
        {
            await waiter.Entered.Task.WaitAsync(longestWait, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return Leave(waiter) || Enter(session, null);
        }
        catch (OperationCanceledException)
        {
            Leave(waiter); // a place that came in the last moment is freed when the session ends
            throw;
        }
    }

    /// <summary>Gives the place to whoever has waited longest. Does nothing for a session without a place.</summary>
    public void Free(AcceptorSession session)
    {
        lock (_gate)
        {
            if (_taken.Remove(session) && _waiting.First is { Value: Waiter next } node)
            {
                _waiting.Remove(node);
                _taken.Add(next.Session);
                next.Entered.SetResult();
            }
        }
    }

    private bool Enter(AcceptorSession session, Waiter? waiter)
    {
        AcceptorSession? slowest = null;
        lock (_gate)
        {
            if (_taken.Count >= places)
            {
                slowest = _taken.Where(s => s.SlowFor >= giveWayAfter).MaxBy(s => s.SlowFor);
                if (slowest is null)
                {
                    if (waiter is not null)
                    {
                        _waiting.AddLast(waiter);
                    }

                    return false;
                }

                _taken.Remove(slowest);
            }

            _taken.Add(session);
        }

        slowest?.GiveWay();
        return true;
    }

    /// <returns>True: it got a place in the last moment.</returns>
    private bool Leave(Waiter waiter)
    {
        lock (_gate)
        {
            return !_waiting.Remove(waiter);
        }
    }

    private sealed record Waiter(AcceptorSession Session, TaskCompletionSource Entered);
}
