using System.Net;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network;

/// <summary>Who is at the other end of an association. The titles are printable; empty before the request came.</summary>
public sealed record AssociationInfo(long AssociationId, IPEndPoint RemoteEndPoint, string CallingAeTitle, string CalledAeTitle)
{
    /// <summary>What TLS knows of the peer; null on a plain connection.</summary>
    public PeerSecurity? Security { get; init; }

    /// <summary>The software that called, by its own words: version name, or class UID where it gave no name. Printable; empty when it gave neither. PS3.7 §D.3.3.2.</summary>
    public string Implementation { get; init; } = "";

    /// <summary>The name of the person that the caller claims to act for, printable; null when it gave none. Passcodes and tokens are never kept. PS3.7 §D.3.3.7.</summary>
    public string? UserName { get; init; }
}

/// <summary>Is told what the server does, for logs and counters. Calls come from many associations at once and must return at once.</summary>
public interface INetworkObserver
{
    void Accepted(AssociationInfo association) { }

    /// <summary>We answered A-ASSOCIATE-RJ with these three numbers.</summary>
    /// <param name="limit">With 2/3/2: which limit was reached.</param>
    void Rejected(AssociationInfo association, byte result, byte source, byte reason, AssociationLimit? limit) { }

    /// <summary>A connection was closed at once: too many have no association yet.</summary>
    void Refused(IPEndPoint remote) { }

    /// <summary>TLS was not agreed on; nothing of DICOM was said. <paramref name="why"/> is a short sentence without a full stop.</summary>
    void HandshakeFailed(IPEndPoint remote, string why) { }

    /// <summary>An instance was answered.</summary>
    void Stored(AssociationInfo association, StoreRequest request, DimseStatus status, long bytes) { }

    /// <summary>The storage of this node failed under an instance, which was answered A700H.</summary>
    void StorageFailed(AssociationInfo association, StoreRequest request, Exception exception) { }

    /// <summary>A query was answered, with so many matches before its final status.</summary>
    void Queried(AssociationInfo association, DimseStatus status, int matches) { }

    /// <summary>The association is over. <paramref name="how"/> is a short sentence without a full stop; <paramref name="clean"/>: it was released.</summary>
    void Ended(AssociationInfo association, bool clean, string how) { }

    /// <summary>A bug of ours, or of the handler's: it ended this association and no other.</summary>
    void Failed(AssociationInfo association, Exception exception) { }
}
