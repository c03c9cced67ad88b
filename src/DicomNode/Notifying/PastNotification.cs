namespace DicomNode.Notifying;

/// <summary>A message as the list shows it.</summary>
/// <param name="At">When it was decided on.</param>
/// <param name="EndedAt">When it was told or given up; null: it waits.</param>
internal sealed record PastNotification(
    string Id, string Channel, NotificationKind Kind, string Subject, bool IsOver, string Title, int Count, DateTime At, NotificationOutcome Outcome, int Attempts, string? Problem, DateTime? EndedAt)
{
    public static PastNotification Of(string channel, Notification notification, NotificationOutcome outcome, DateTime? endedAt) => new(
        notification.Id, channel, notification.Kind, notification.Subject, notification.IsOver, notification.Title, notification.Count, notification.At, outcome, notification.Attempts,
        notification.Problem, endedAt);
}
