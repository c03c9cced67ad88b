namespace DicomNode.Dicom.Network;

/// <summary>How far a C-MOVE or C-GET is, in instances. Null: the peer does not say. PS3.7 §9.1.4.1.</summary>
public readonly record struct SubOperations(int? Remaining, int? Completed, int? Failed, int? Warning);
