using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>One result on its way to one peer.</summary>
internal sealed record DeliveryView(
    long Id, string SeriesInstanceUid, string Kind, string SopInstanceUid, string Destination, DeliveryState State, string? Status, string? Reason, int Attempts,
    DateTime CreatedAt, DateTime NextAttemptAt, DateTime? DeliveredAt, DateTime? ProvenAt)
{
    /// <param name="delivery">With its result, job and series.</param>
    public static DeliveryView Of(Delivery delivery) => Of(delivery, delivery.Result!, delivery.Result!.Job!.Series!);

    public static DeliveryView Of(Delivery delivery, Result result, Series series) => new(
        delivery.Id, series.SeriesInstanceUid, result.Kind, result.SopInstanceUid, delivery.Destination, delivery.State, delivery.LastStatus is int status ? $"{status:X4}H" : null,
        delivery.State == DeliveryState.Held ? delivery.HoldReason : delivery.LastReason, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.DeliveredAt, delivery.ProvenAt);
}
