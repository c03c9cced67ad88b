namespace DicomNode.Dicom.Network.Query;

/// <summary>A query of a peer.</summary>
public sealed record QueryRequest(QueryIdentifier Identifier, AssociationInfo Association);
