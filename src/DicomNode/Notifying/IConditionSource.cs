namespace DicomNode.Notifying;

/// <summary>Looks for what somebody should be told of.</summary>
internal interface IConditionSource
{
    /// <summary>What it knows of: when it cannot look, nothing is known of these, which is not the same as that they are over.</summary>
    IReadOnlyList<NotificationKind> Kinds { get; }

    /// <param name="since">What happened before this is told, or too old.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken);
}
