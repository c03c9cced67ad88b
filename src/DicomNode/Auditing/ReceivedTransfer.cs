using System.Net;
using DicomNode.Dicom.Auditing;

namespace DicomNode.Auditing;

/// <summary>Instances of one study that came over one association.</summary>
internal sealed class ReceivedTransfer(string callingAeTitle, IPAddress from, string studyInstanceUid, AuditAction action, string sopInstanceUid, DateTime since)
{
    public string CallingAeTitle => callingAeTitle;

    public IPAddress From => from;

    public AuditAction Action => action;

    /// <summary>One of them.</summary>
    public string SopInstanceUid => sopInstanceUid;

    /// <summary>By the node's clock.</summary>
    public DateTime Since => since;

    /// <summary>How many of each class.</summary>
    public Dictionary<string, int> SopClasses { get; } = new(StringComparer.Ordinal);

    public AuditObject Study => AuditObject.OfStudy(studyInstanceUid, SopClasses.Select(c => (c.Key, c.Value)));
}
