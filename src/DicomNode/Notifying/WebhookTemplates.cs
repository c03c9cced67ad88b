namespace DicomNode.Notifying;

/// <summary>The bodies that ship. Placeholders are inside of JSON strings and encoded for them.</summary>
internal static class WebhookTemplates
{
    public static string Of(WebhookFormat format) => format switch
    {
        WebhookFormat.Slack => """{"text":"*{title}*\n{text}\n{items}\n{link}"}""",
        WebhookFormat.Teams => """
            {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{
            "$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","body":[
            {"type":"TextBlock","text":"{title}","weight":"Bolder","wrap":true},{"type":"TextBlock","text":"{text}","wrap":true},
            {"type":"TextBlock","text":"{items}","wrap":true,"isSubtle":true},{"type":"TextBlock","text":"{link}","wrap":true}]}}]}
            """,
        WebhookFormat.Text => "{title}\n{text}\n{items}\n{link}\n",
        _ => """
            {"id":"{id}","kind":"{kind}","state":"{state}","subject":"{subject}","count":{count},"title":"{title}","text":"{text}","items":"{items}","node":"{node}","host":"{host}","time":"{time}","link":"{link}"}
            """,
    };

    public static string ContentType(WebhookFormat format) => format == WebhookFormat.Text ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
}
