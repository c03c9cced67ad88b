namespace DicomNode.Web.Views;

/// <param name="Released">How many held deliveries are on their way now.</param>
internal sealed record ReleasedView(int Released);
