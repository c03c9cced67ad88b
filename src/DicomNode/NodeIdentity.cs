namespace DicomNode;

/// <summary>Who this process is in the rows that it claims: two nodes on one database never share a name.</summary>
internal sealed class NodeIdentity
{
    public string Name { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid().ToString("N")[..8]}";
}
