using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Observability;

namespace DicomNode.Receiving;

/// <summary>What is counted of receiving. Callers that are no peers of the configuration share the name "unknown": what a stranger calls itself makes no series of its own.</summary>
internal sealed class ReceivingMetrics
{
    private const string Unknown = "unknown";
    private readonly Dictionary<string, string> _peers;
    private readonly ConcurrentDictionary<long, byte> _open = [];
    private readonly Counter<long> _accepted, _rejected, _refused, _failedHandshakes, _ended, _instances, _bytes, _queries;
    private readonly Histogram<double> _receiving, _syncing, _indexing;

    public ReceivingMetrics(IMeterFactory meters, NodeOptions options)
    {
        _peers = options.Peers.Select(p => p.AeTitle).Distinct(StringComparer.Ordinal).ToDictionary(t => t, t => t, StringComparer.Ordinal);
        Meter meter = meters.Create(Meters.Prefix + "Receiving");
        _accepted = meter.CreateCounter<long>("dicomnode.associations.accepted", "{association}", "Associations that were accepted, by calling AE title.");
        _rejected = meter.CreateCounter<long>("dicomnode.associations.rejected", "{association}", "Associations that were rejected, by reason.");
        _refused = meter.CreateCounter<long>("dicomnode.connections.refused", "{connection}", "Connections closed at once, because too many without an association were open.");
        _failedHandshakes = meter.CreateCounter<long>("dicomnode.tls.handshakes.failed", "{connection}", "Connections on which TLS was not agreed on.");
        _ended = meter.CreateCounter<long>("dicomnode.associations.ended", "{association}", "Accepted associations that are over: released, aborted, or failed by a fault of the node.");
        meter.CreateObservableUpDownCounter("dicomnode.associations.active", () => _open.Count, "{association}", "Accepted associations that are open.");
        _instances = meter.CreateCounter<long>("dicomnode.instances.received", "{instance}", "Instances that were answered, by calling AE title and outcome.");
        _bytes = meter.CreateCounter<long>("dicomnode.received", "By", "Bytes of data sets that were received, by calling AE title.");
        _queries = meter.CreateCounter<long>("dicomnode.queries.answered", "{query}", "Queries (C-FIND) that were answered, by calling AE title.");
        _receiving = meter.Seconds("dicomnode.instance.receive.duration", "From the first byte of an instance until it may be acknowledged.", Meters.ShortSeconds);
        _syncing = meter.Seconds("dicomnode.instance.sync.duration", "Of that, until the disk had it and it had its name.", Meters.ShortSeconds);
        _indexing = meter.Seconds("dicomnode.index.batch.duration", "Until the index had taken a batch of received instances.", Meters.ShortSeconds);
    }

    public void Accepted(AssociationInfo association)
    {
        _open[association.AssociationId] = 0;
        _accepted.Add(1, Peer(association.CallingAeTitle), new("security", association.Security is null ? "plain" : "tls"));
    }

    public void Rejected(byte result, byte source, byte reason, AssociationLimit? limit) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", (result, source, reason, limit) switch
    {
        (_, _, _, AssociationLimit.All) => "limit",
        (_, _, _, AssociationLimit.AeTitle) => "limit_of_ae_title",
        (_, _, _, AssociationLimit.Address) => "limit_of_address",
        (_, _, _, AssociationLimit.Reserved) => "limit_reserved",
        (1, 1, 3, _) => "calling_ae_title",
        (1, 1, 7, _) => "called_ae_title",
        (1, 1, 2, _) => "application_context",
        (1, 2, 2, _) => "protocol_version",
        _ => "other",
    }));

    public void Refused() => _refused.Add(1);

    public void HandshakeFailed() => _failedHandshakes.Add(1);

    /// <param name="how">released, aborted or failed; counts once, and only what was accepted.</param>
    public void Ended(AssociationInfo association, string how)
    {
        if (_open.TryRemove(association.AssociationId, out _))
        {
            _ended.Add(1, new KeyValuePair<string, object?>("how", how));
        }
    }

    public void Stored(string callingAeTitle, DimseStatus status, long bytes)
    {
        KeyValuePair<string, object?> peer = Peer(callingAeTitle);
        _instances.Add(1, peer, new("outcome", status switch
        {
            { Category: DimseStatusCategory.Success } => "stored",
            { Category: DimseStatusCategory.Warning } => "conflict",
            { Code: 0x0111 } => "conflict",
            { IsTransientFailure: true } => "out_of_resources",
            _ => "refused",
        }));
        _bytes.Add(bytes, peer);
    }

    public void Queried(string callingAeTitle) => _queries.Add(1, Peer(callingAeTitle));

    public void Received(TimeSpan receiving, TimeSpan syncing)
    {
        _receiving.Record(receiving.TotalSeconds);
        _syncing.Record(syncing.TotalSeconds);
    }

    public void Indexed(TimeSpan took) => _indexing.Record(took.TotalSeconds);

    private KeyValuePair<string, object?> Peer(string callingAeTitle) => new("peer", _peers.GetValueOrDefault(callingAeTitle, Unknown));
}
