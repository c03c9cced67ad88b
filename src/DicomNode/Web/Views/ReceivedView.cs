namespace DicomNode.Web.Views;

/// <summary>What came in since the node runs, at most an hour back.</summary>
internal sealed record ReceivedView(AmountView LastMinute, AmountView LastHour);
