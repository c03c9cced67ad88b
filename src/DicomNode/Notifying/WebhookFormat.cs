namespace DicomNode.Notifying;

/// <summary>Bodies that receivers of webhooks take.</summary>
public enum WebhookFormat
{
    /// <summary>An object with every field, for programs.</summary>
    Json = 1,

    /// <summary>An incoming webhook of Slack, Mattermost or Rocket.Chat.</summary>
    Slack,

    /// <summary>An adaptive card, for a workflow of Microsoft Teams.</summary>
    Teams,

    /// <summary>Plain text, such as ntfy takes.</summary>
    Text,
}
