using System.Net;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>Connections that have no association yet: they cost nothing to make, so there are limits for all and for each address.</summary>
internal sealed class PendingConnections(int places, int placesPerAddress)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _all;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _all;
            }
        }
    }

    /// <returns>Dispose it when there is an association, or the connection is over. Null: no place.</returns>
    public IDisposable? TryEnter(IPAddress address)
    {
        lock (_gate)
        {
            int here = _byAddress.GetValueOrDefault(address);
            if (_all >= places || here >= placesPerAddress)
            {
                return null;
            }

            _all++;
            _byAddress[address] = here + 1;
            return new Place(this, address);
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _all--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private sealed class Place(PendingConnections connections, IPAddress address) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                connections.Leave(address);
            }
        }
    }
}
