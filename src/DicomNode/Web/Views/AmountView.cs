namespace DicomNode.Web.Views;

internal sealed record AmountView(int Instances, long Bytes);
