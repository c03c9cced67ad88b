namespace DicomNode.Dicom.Network.Security;

/// <summary>The peer ended a protected connection with an alert, or before it said anything on it. The message is a sentence about the peer, without its name.</summary>
internal sealed class TlsEndedException(string message, Exception? inner = null) : IOException(message, inner);
