using System.ComponentModel.DataAnnotations;

namespace DicomNode.Notifying;

/// <summary>Who is told of what needs a person.</summary>
public sealed class NotificationsOptions
{
    /// <summary>Webhooks and mail addresses; none: nobody is told.</summary>
    public IReadOnlyList<NotificationChannelOptions> Channels { get; set; } = [];

    /// <summary>Address of the operator's page as those see it who are told; a link to it stands in every message. Null: none.</summary>
    public string? PageUrl { get; set; }

    /// <summary>How often it is looked whether there is something to tell.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Look { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A node that is not ready, or a disk that is low, is told of after so long, and what is over after so long: what comes and goes tells nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Delay after the first attempt that failed; it doubles up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A message that cannot be told for so long is given up, and stands in the list as such.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);
}
