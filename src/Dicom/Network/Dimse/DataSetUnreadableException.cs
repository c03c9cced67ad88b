namespace DicomNode.Dicom.Network.Dimse;

/// <summary>The stream of the instance failed, not the network: carries the failure past the handlers of network failures.</summary>
internal sealed class DataSetUnreadableException(Exception inner) : Exception("The instance cannot be read.", inner);
