namespace DicomNode.Notifying;

/// <summary>What came of trying a channel.</summary>
/// <param name="Text">For the administrator.</param>
internal sealed record ChannelTest(string Channel, bool Ok, string Text)
{
    /// <summary>Sends a message that says that it is a test, at once and past the book.</summary>
    public static async Task<ChannelTest> RunAsync(INotificationChannel channel, DateTime now, CancellationToken cancellationToken)
    {
        try
        {
            await channel.TellAsync(NotificationChannels.TestMessage(now), cancellationToken);
            return new(channel.Name, true, $"{channel.Description}: taken.");
        }
        catch (NotToldException e)
        {
            return new(channel.Name, false, $"{channel.Description}: {e.Message}.");
        }
    }
}
