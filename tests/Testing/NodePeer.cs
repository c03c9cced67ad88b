namespace DicomNode.Testing;

/// <summary>An archive as the node's configuration names it.</summary>
public sealed record NodePeer(string Name, string AeTitle, int Port);
