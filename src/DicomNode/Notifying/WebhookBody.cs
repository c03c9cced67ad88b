using System.Text;
using System.Text.Json;

namespace DicomNode.Notifying;

/// <summary>A message as the body of a webhook.</summary>
internal static class WebhookBody
{
    public static byte[] Of(WebhookOptions options, IReadOnlyDictionary<string, string> fields) =>
        Encoding.UTF8.GetBytes(TextTemplate.Fill(options.Template ?? WebhookTemplates.Of(options.Format), fields, Encoder(options.Format)));

    private static Func<string, string> Encoder(WebhookFormat format) => format switch
    {
        WebhookFormat.Text => value => value,
        WebhookFormat.Slack => value => OfJson(value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)),
        WebhookFormat.Teams => value => OfJson(value.Replace("\n", "\n\n", StringComparison.Ordinal)), // Markdown joins single lines
        _ => OfJson,
    };

    private static string OfJson(string value) => JsonEncodedText.Encode(value).ToString();
}
