namespace DicomNode.Dicom.Network.Associations;

/// <summary>The values of ARTIM. PS3.8 §9.1.5.</summary>
/// <param name="Artim">Until the complete request, for the acceptor.</param>
/// <param name="Closing">Until the peer closes, after our last PDU.</param>
internal sealed record AssociationTimes(TimeSpan Artim, TimeSpan Closing);
