namespace DicomNode.Notifying;

/// <summary>What a channel has told of a kind and subject.</summary>
internal sealed record ToldCondition
{
    public required NotificationKind Kind { get; init; }

    public required string Subject { get; init; }

    public required bool Lasts { get; init; }

    /// <summary>When last.</summary>
    public required DateTime At { get; init; }

    /// <summary>It lasts no more, since then; null: it lasts.</summary>
    public DateTime? GoneSince { get; init; }

    /// <summary>Keys of the occurrences that were told, as far as they are still seen; of what lasts: none.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}
