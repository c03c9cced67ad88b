namespace DicomNode.Notifying;

/// <summary>Tells one message to somebody.</summary>
internal interface INotificationChannel
{
    string Name { get; }

    /// <summary>For lists: webhook or mail, and where to, without secrets.</summary>
    string Description { get; }

    /// <exception cref="NotToldException">It was not taken; the message says why.</exception>
    Task TellAsync(Notification message, CancellationToken cancellationToken);
}
