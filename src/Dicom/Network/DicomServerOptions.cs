using System.Net;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network;

/// <summary>How a <see cref="DicomServer"/> listens and what it puts up with.</summary>
public sealed record DicomServerOptions
{
    /// <summary>Own AE title. See <see cref="AeTitle.IsValid"/>.</summary>
    public string AeTitle { get; init; } = "DICOMNODE";

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0 lets the system choose: see <see cref="DicomServer.EndPoint"/>. Null: no port without TLS, only <see cref="Secure"/>.</summary>
    public int? Port { get; init; } = 11112;

    /// <summary>A second port, whose connections are secured before anything else; it shares all limits with the first. Null: none.</summary>
    public SecurePort? Secure { get; init; }

    /// <summary>A called AE title that is not ours is rejected 1/1/7.</summary>
    public bool CheckCalledAeTitle { get; init; } = true;

    /// <summary>Largest P-DATA-TF body we offer to take, in bytes. PS3.8 Annex D.1.</summary>
    public int MaxPduLength { get; init; } = 128 * 1024;

    /// <summary>Over it: A-ASSOCIATE-RJ 2/3/2 after <see cref="WaitForPlace"/>, unless an association that makes no progress can give way.</summary>
    public int MaxAssociations { get; init; } = 64;

    /// <summary>Associations of one calling AE title. Null: no limit of its own.</summary>
    public int? MaxAssociationsPerAeTitle { get; init; }

    /// <summary>Associations from one address. Null: no limit of its own.</summary>
    public int? MaxAssociationsPerAddress { get; init; }

    /// <summary>So many of the places are only for callers that <see cref="IAssociationPolicy.IsKnown"/> knows.</summary>
    public int ReservedForKnownPeers { get; init; }

    /// <summary>Connections that have no association yet; over it a new one is closed.</summary>
    public int MaxPendingConnections { get; init; } = 1024;

    /// <summary>The same from one address.</summary>
    public int MaxPendingConnectionsPerAddress { get; init; } = 256;

    /// <summary>From the connection to the complete A-ASSOCIATE-RQ. PS3.8 §9.1.5.</summary>
    public TimeSpan Artim { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a peer may take to close after we rejected, released or aborted.</summary>
    public TimeSpan ClosingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence between two messages of an association.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Inside a message, the peer must move this many bytes a second…</summary>
    public int MinimumBytesPerSecond { get; init; } = 1024;

    /// <summary>… and is dropped when it did not for this long. Time in our own handler does not count.</summary>
    public TimeSpan MinimumRateWindow { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Requests in a row that a peer may send without waiting for our answers, although the window is 1, 1…</summary>
    public int RequestsAhead { get; init; } = 16;

    /// <summary>… and how long it waits after each one more.</summary>
    public TimeSpan PauseAhead { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>With all places taken, a new association waits so long, in turn, before it is rejected: short ones come and go in that time.</summary>
    public TimeSpan WaitForPlace { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>With all places taken, an association without progress for this long gives way to a new one, and so does one that sends ahead of our answers.</summary>
    public TimeSpan GiveWayAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A C-FIND that is not answered in this time is ended with A700H.</summary>
    public TimeSpan LongestQuery { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Besides Verification. Default: every Storage SOP class of PS3.6.</summary>
    public Func<string, bool> AcceptsSopClass { get; init; } = StorageClasses.Contains;

    /// <summary>Those that we take, the best first.</summary>
    public IReadOnlyList<string> TransferSyntaxes { get; init; } =
        [Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian, Uids.DeflatedExplicitVrLittleEndian];

    /// <summary>Which of the transfer syntaxes that a presentation context proposes is taken; null: none. Default: the best of <see cref="TransferSyntaxes"/>.</summary>
    public Func<IReadOnlyList<string>, string?> ChooseTransferSyntax
    {
        get => field ?? (proposed => TransferSyntaxes.FirstOrDefault(proposed.Contains));
        init;
    }

    public IAssociationPolicy Policy { get; init; } = new AnyCaller();

    public INetworkObserver Observer { get; init; } = new SilentObserver();
}
