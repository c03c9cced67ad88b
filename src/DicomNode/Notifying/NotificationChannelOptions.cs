using System.ComponentModel.DataAnnotations;

namespace DicomNode.Notifying;

/// <summary>One way to tell somebody: a webhook or mail.</summary>
public sealed class NotificationChannelOptions
{
    [Required(ErrorMessage = "a name"), RegularExpression("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}", ErrorMessage = "up to 64 letters, digits, spaces and . _ -")]
    public string Name { get; set; } = "";

    public WebhookOptions? Webhook { get; set; }

    public EmailOptions? Email { get; set; }

    /// <summary>Of what it tells; empty: of everything.</summary>
    public IReadOnlyList<NotificationKind> On { get; set; } = [];

    /// <summary>One kind about one subject is told at most this often; what lasts is told again after it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromDays(1);

    internal bool Tells(NotificationKind kind) => kind == NotificationKind.Test || On.Count == 0 || On.Contains(kind);
}
