namespace DicomNode.Dicom.Network.Serving;

/// <summary>The places for associations. When all are taken, the one that has made no progress for longest gives way, if it made none for long enough.</summary>
internal sealed class AssociationSlots(int places, TimeSpan giveWayAfter)
{
    private readonly Lock _gate = new();
    private readonly HashSet<AcceptorSession> _taken = [];

    /// <returns>False: answer A-ASSOCIATE-RJ 2/3/2.</returns>
    public bool TryTake(AcceptorSession session)
    {
        AcceptorSession? slowest = null;
        lock (_gate)
        {
            if (_taken.Count >= places)
            {
                slowest = _taken.Where(s => s.SlowFor >= giveWayAfter).MaxBy(s => s.SlowFor);
                if (slowest is null)
                {
                    return false;
                }

                _taken.Remove(slowest);
            }

            _taken.Add(session);
        }

        slowest?.GiveWay();
        return true;
    }

    public void Free(AcceptorSession session)
    {
        lock (_gate)
        {
            _taken.Remove(session);
        }
    }
}
