using DicomNode.Storage.Ledgers;

namespace DicomNode.Sending;

/// <param name="At">When it began.</param>
internal sealed record DeliveryAttempt(DeliveryClaim Claim, DateTimeOffset At);
