using System.Net;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>Counts the places that are taken, by what the limits look at. Not thread-safe.</summary>
internal sealed class SlotCounts(DicomServerOptions options)
{
    private readonly Dictionary<string, int> _titles = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, int> _addresses = [];
    private int _all;
    private int _strangers;

    public bool IsFull => _all >= options.MaxAssociations;

    /// <summary>The limits that one more of this kind would break; the first says most.</summary>
    public IEnumerable<AssociationLimit> Over(SlotClaim claim)
    {
        if (_titles.GetValueOrDefault(claim.CallingAeTitle) >= options.MaxAssociationsPerAeTitle)
        {
            yield return AssociationLimit.AeTitle;
        }

        if (_addresses.GetValueOrDefault(claim.Address) >= options.MaxAssociationsPerAddress)
        {
            yield return AssociationLimit.Address;
        }

        if (_all >= options.MaxAssociations)
        {
            yield return AssociationLimit.All;
        }

        if (!claim.Known && options.ReservedForKnownPeers > 0 && _strangers >= options.MaxAssociations - options.ReservedForKnownPeers)
        {
            yield return AssociationLimit.Reserved;
        }
    }

    /// <summary>Whether a place of the first would be free for the second, as far as this limit is concerned.</summary>
    public static bool CountsToo(SlotClaim taken, SlotClaim wanted, AssociationLimit limit) => limit switch
    {
        AssociationLimit.AeTitle => taken.CallingAeTitle == wanted.CallingAeTitle,
        AssociationLimit.Address => taken.Address.Equals(wanted.Address),
        AssociationLimit.Reserved => !taken.Known,
        _ => true,
    };

    public void Add(SlotClaim claim) => Change(claim, 1);

    public void Remove(SlotClaim claim) => Change(claim, -1);

    private void Change(SlotClaim claim, int by)
    {
        _all += by;
        _strangers += claim.Known ? 0 : by;
        Change(_titles, claim.CallingAeTitle, by);
        Change(_addresses, claim.Address, by);
    }

    private static void Change<TKey>(Dictionary<TKey, int> counts, TKey key, int by)
        where TKey : notnull
    {
        int count = counts.GetValueOrDefault(key) + by;
        if (count == 0)
        {
            counts.Remove(key); // keys come from the network: what is over shall take no memory
        }
        else
        {
            counts[key] = count;
        }
    }
}
