namespace DicomNode.Web.Views;

/// <param name="ReserveBytes">With less free, instances are answered A700H.</param>
internal sealed record DiskView(string Root, long FreeBytes, long TotalBytes, long ReserveBytes);
