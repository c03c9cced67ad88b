namespace DicomNode.Testing;

/// <summary>An archive as the node's configuration names it.</summary>
/// <param name="GetsResults">False: it only sends.</param>
/// <param name="Proof">What has to show that it keeps results: None, Commitment or Query.</param>
public sealed record NodePeer(string Name, string AeTitle, int Port, bool GetsResults = true, string Proof = "None");
