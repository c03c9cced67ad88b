namespace DicomNode.Diagnosing;

/// <summary>How long an examination waits. Shorter than the node itself does: somebody sits in front of it.</summary>
internal sealed record Patience
{
    /// <summary>For one address to take a connection.</summary>
    public TimeSpan Connection { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the answer to a request for an association.</summary>
    public TimeSpan Association { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>An association that took longer is told of: every delivery waits for one.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For a word from whatever listens on the port.</summary>
    public TimeSpan Word { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For a report on storage commitment.</summary>
    public TimeSpan Report { get; init; } = TimeSpan.FromSeconds(20);
}
