namespace DicomNode.Web.Views;

/// <param name="Retried">How many deliveries are due again.</param>
internal sealed record RetriedView(int Retried);
