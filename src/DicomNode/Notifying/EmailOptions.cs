using System.ComponentModel.DataAnnotations;

namespace DicomNode.Notifying;

/// <summary>A message as mail.</summary>
public sealed record EmailOptions
{
    /// <summary>The mail server that takes it.</summary>
    [Required(ErrorMessage = "the mail server's name or address")]
    public string Host { get; set; } = "";

    /// <summary>25 between servers, 587 for submission with STARTTLS, 465 for TLS from the start.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>Null: nobody signs in.</summary>
    public string? User { get; set; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    [Required(ErrorMessage = "a mail address")]
    public string From { get; set; } = "";

    public IReadOnlyList<string> To { get; set; } = [];

    /// <summary>The subject, with {placeholders}.</summary>
    public string Subject { get; set; } = MailTemplates.Subject;

    /// <summary>The text, with {placeholders}.</summary>
    public string Body { get; set; } = MailTemplates.Body;

    /// <inheritdoc cref="WebhookOptions.Authorities"/>
    public IReadOnlyList<string> Authorities { get; set; } = [];

    /// <summary>How long the server may take for the whole of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
