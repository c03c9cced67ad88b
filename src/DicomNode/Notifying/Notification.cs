namespace DicomNode.Notifying;

/// <summary>A message that was decided on, as it waits in the book of its channel.</summary>
internal sealed record Notification
{
    /// <summary>The same in every attempt, so that a receiver knows what it has.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required string Subject { get; init; }

    /// <summary>It is about the end of what was told before.</summary>
    public bool IsOver { get; init; }

    /// <summary>It was told of before, and lasts.</summary>
    public bool IsRepeated { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    public int Count { get; init; }

    /// <summary>When it was decided on. UTC, as all times here.</summary>
    public required DateTime At { get; init; }

    public int Attempts { get; init; }

    public DateTime NextAttemptAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Problem { get; init; }
}
