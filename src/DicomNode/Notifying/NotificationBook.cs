namespace DicomNode.Notifying;

/// <summary>Everything that notifications have to remember.</summary>
internal sealed record NotificationBook
{
    /// <summary>So many past messages are kept for the list.</summary>
    public const int MostPast = 200;

    /// <summary>A node that starts again and again fills no file.</summary>
    public const int MostCrashes = 100;

    public IReadOnlyList<ChannelBook> Channels { get; init; } = [];

    /// <summary>When the node found at its start that it had not been stopped.</summary>
    public IReadOnlyList<DateTime> Crashes { get; init; } = [];

    /// <summary>The latest last.</summary>
    public IReadOnlyList<PastNotification> Past { get; init; } = [];

    public ChannelBook Channel(string name) => Channels.FirstOrDefault(c => c.Name == name) ?? new() { Name = name };

    public NotificationBook With(ChannelBook channel) => this with { Channels = [.. Channels.Where(c => c.Name != channel.Name), channel] };

    public NotificationBook With(PastNotification past) => this with { Past = [.. Past.Append(past).TakeLast(MostPast)] };
}
