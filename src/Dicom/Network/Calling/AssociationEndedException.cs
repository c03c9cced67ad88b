namespace DicomNode.Dicom.Network.Calling;

/// <summary>The association ended while a response was awaited.</summary>
internal sealed class AssociationEndedException() : Exception("The association ended.");
