using DicomNode.Configuration;

namespace DicomNode.Notifying;

/// <summary>The channels of the configuration.</summary>
internal static class NotificationChannels
{
    /// <param name="machine">The clock that stands in mails.</param>
    public static IReadOnlyList<INotificationChannel> Of(NodeOptions options, TimeProvider machine) => [.. options.Notifications.Channels.Select(c => c.Webhook is { } webhook
        ? (INotificationChannel)new WebhookChannel(c.Name, webhook, options)
        : new EmailChannel(c.Name, c.Email!, options, machine))];

    public static Notification TestMessage(DateTime now) => MessageFields.Sample with { Id = Guid.NewGuid().ToString("N"), At = now };
}
