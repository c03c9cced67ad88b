using System.Net;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network;

/// <summary>Who asks for an association. Both titles are valid and without padding.</summary>
public sealed record AssociationAttempt(string CallingAeTitle, string CalledAeTitle, IPEndPoint RemoteEndPoint)
{
    /// <summary>What TLS knows of the caller; null on a plain connection.</summary>
    public PeerSecurity? Security { get; init; }

    /// <summary>The name of the person that the caller claims to act for; nothing here has verified it. Null: none was given. PS3.7 §D.3.3.7.</summary>
    public string? UserName { get; init; }
}

/// <summary>The answer to an attempt; rejections are permanent ones of the service user. PS3.8 Table 9-21.</summary>
public enum AssociationVerdict
{
    Accept,
    /// <summary>A-ASSOCIATE-RJ 1/1/3.</summary>
    CallingAeTitleNotRecognized,
    /// <summary>A-ASSOCIATE-RJ 1/1/7.</summary>
    CalledAeTitleNotRecognized,
    /// <summary>A-ASSOCIATE-RJ 1/1/1.</summary>
    NoReasonGiven,
}

/// <summary>Decides who may associate. Called from many connections at once; must not block.</summary>
public interface IAssociationPolicy
{
    AssociationVerdict Decide(AssociationAttempt attempt);

    /// <summary>Whether the places of <see cref="DicomServerOptions.ReservedForKnownPeers"/> are for this caller.</summary>
    bool IsKnown(AssociationAttempt attempt) => false;
}
