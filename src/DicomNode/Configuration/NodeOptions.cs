using DicomNode.Auditing;
using DicomNode.Notifying;
using DicomNode.Segmentation.Inference;

namespace DicomNode.Configuration;

/// <summary>Everything that can be configured: one property per section of <c>dicomnode.json</c>. The defaults here are the ones that ship.</summary>
public sealed class NodeOptions
{
    public ListenerOptions Listener { get; set; } = new();

    public IReadOnlyList<PeerOptions> Peers { get; set; } = [];

    /// <summary>Whether an AE title that is no peer may send. Off: such an association is rejected (calling AE title not recognised, PS3.8 Table 9-21).</summary>
    public bool AcceptUnknownPeers { get; set; }

    public HttpOptions Http { get; set; } = new();

    public DataOptions Data { get; set; } = new();

    public AssemblingOptions Assembling { get; set; } = new();

    public InferenceOptions Inference { get; set; } = new();

    public ModelsOptions Models { get; set; } = new();

    /// <summary>Each route whose condition a series meets gives it one job; none is fine, the series is then kept and not segmented.</summary>
    public IReadOnlyList<RouteOptions> Routes { get; set; } = [];

    public DeliveryOptions Delivery { get; set; } = new();

    public RetentionOptions Retention { get; set; } = new();

    public LoggingOptions Logging { get; set; } = new();

    public TelemetryOptions Telemetry { get; set; } = new();

    public NotificationsOptions Notifications { get; set; } = new();

    /// <summary>Null: no audit messages are made.</summary>
    public AuditOptions? Audit { get; set; }
}
