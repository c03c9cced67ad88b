namespace DicomNode.Dicom.Network;

/// <summary>Wants to hear nothing.</summary>
internal sealed class SilentObserver : INetworkObserver;
