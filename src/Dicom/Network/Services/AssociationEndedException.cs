namespace DicomNode.Dicom.Network.Services;

/// <summary>The association ended while a response was awaited.</summary>
internal sealed class AssociationEndedException() : Exception("The association ended.");
