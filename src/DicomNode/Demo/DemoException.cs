namespace DicomNode.Demo;

/// <summary>The demonstration did not come to its end. The message says where it stands.</summary>
internal sealed class DemoException(string message) : Exception(message);
