namespace DicomNode.Notifying;

/// <summary>What became of a message.</summary>
internal enum NotificationOutcome
{
    Waiting = 1,
    Told,
    GivenUp,
}
