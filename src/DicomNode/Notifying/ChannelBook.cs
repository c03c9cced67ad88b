namespace DicomNode.Notifying;

/// <summary>What one channel has told, and what it has still to tell. A value: a new one takes its place when both change together.</summary>
internal sealed record ChannelBook
{
    public required string Name { get; init; }

    public IReadOnlyList<ToldCondition> Told { get; init; } = [];

    /// <summary>In the order in which they were decided on; at most one for a kind, a subject and whether it is over.</summary>
    public IReadOnlyList<Notification> Waiting { get; init; } = [];
}
