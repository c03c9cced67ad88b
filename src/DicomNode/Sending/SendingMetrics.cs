using System.Diagnostics.Metrics;
using DicomNode.Observability;
using DicomNode.Storage.Rows;

namespace DicomNode.Sending;

/// <summary>What is counted of sending. Destinations are names of peers of the configuration.</summary>
internal sealed class SendingMetrics
{
    private readonly Counter<long> _attempts, _proofs;
    private readonly Histogram<double> _attempting, _arriving;

    public SendingMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(Meters.Prefix + "Sending");
        _attempts = meter.CreateCounter<long>("dicomnode.delivery.attempts", "{attempt}", "Attempts to deliver a result, by destination and outcome: delivered, delivered_with_warning, try_again or give_up.");
        _proofs = meter.CreateCounter<long>("dicomnode.delivery.proofs", "{delivery}", "Delivered results that the destination was asked about: proven or disowned.");
        _attempting = meter.Seconds("dicomnode.delivery.attempt.duration", "Attempts to deliver, by destination.", Meters.ShortSeconds);
        _arriving = meter.Seconds("dicomnode.delivery.duration", "From the making of a result until its destination had taken it.", Meters.LongSeconds);
    }

    public void Attempted(Delivery delivery, DeliveryOutcome outcome, TimeSpan took, DateTime now)
    {
        KeyValuePair<string, object?> destination = new("destination", delivery.Destination);
        _attempts.Add(1, destination, new("outcome", SnakeCase.Of(outcome)));
        _attempting.Record(took.TotalSeconds, destination);
        if (outcome is DeliveryOutcome.Delivered or DeliveryOutcome.DeliveredWithWarning)
        {
            _arriving.Record((now - delivery.CreatedAt).TotalSeconds, destination);
        }
    }

    /// <param name="outcome">proven or disowned.</param>
    public void Asked(string destination, string outcome, int count) => _proofs.Add(count, new("destination", destination), new("outcome", outcome));
}
