using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <param name="OldestWaitingSeconds">Since when the oldest one that waits is tried; null: none waits.</param>
internal sealed record DeliveriesView(IReadOnlyDictionary<DeliveryState, int> States, double? OldestWaitingSeconds);
