namespace DicomNode.Web.Views;

/// <summary>Where the node listens; null: not.</summary>
internal sealed record PortsView(string? Dicom, string? DicomTls, IReadOnlyList<string> Http);
