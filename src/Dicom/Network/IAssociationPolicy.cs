using System.Net;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network;

/// <summary>Who asks for an association. Both titles are valid and without padding.</summary>
public sealed record AssociationAttempt(string CallingAeTitle, string CalledAeTitle, IPEndPoint RemoteEndPoint)
{
    /// <summary>What TLS knows of the caller; null on a plain connection.</summary>
    public PeerSecurity? Security { get; init; }
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
}
