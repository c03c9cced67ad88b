namespace DicomNode.Bench;

/// <summary>A receiver that is measured.</summary>
internal sealed record Target(string Name, string AeTitle, int Port);
