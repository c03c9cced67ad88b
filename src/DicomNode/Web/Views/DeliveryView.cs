using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>One result on its way to one peer.</summary>
internal sealed record DeliveryView(
    long Id, string Kind, string SopInstanceUid, string Destination, DeliveryState State, string? Status, string? Reason, int Attempts,
    DateTime CreatedAt, DateTime NextAttemptAt, DateTime? DeliveredAt, DateTime? ProvenAt)
{
    public static DeliveryView Of(Delivery delivery, Result result) => new(
        delivery.Id, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.State, delivery.LastStatus is int status ? $"{status:X4}H" : null,
        delivery.State == DeliveryState.Held ? delivery.HoldReason : delivery.LastReason, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.DeliveredAt, delivery.ProvenAt);
}
