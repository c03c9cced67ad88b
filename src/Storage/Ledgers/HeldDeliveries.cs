using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>Which of the held deliveries. All of the given values have to hold.</summary>
public sealed record HeldDeliveries(long? DeliveryId = null, string? SeriesInstanceUid = null, string? Destination = null)
{
    internal IQueryable<Delivery> Of(IQueryable<Delivery> deliveries) => deliveries.Where(d => d.State == DeliveryState.Held
        && (DeliveryId == null || d.Id == DeliveryId)
        && (SeriesInstanceUid == null || d.Result!.Job!.Series!.SeriesInstanceUid == SeriesInstanceUid)
        && (Destination == null || d.Destination == Destination));
}
