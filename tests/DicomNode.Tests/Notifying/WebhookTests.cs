using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DicomNode.Configuration;
using DicomNode.Notifying;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Notifying;

/// <summary>Messages as HTTP requests.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NodeOptions _node = new() { Notifications = new() { PageUrl = "https://node.example/" } };

    private static Notification Hostile => MessageFields.Sample with
    {
        Subject = "PACS\"\r\nX-Evil: 1",
        Title = "1 result could not be delivered to <PACS> & \"friends\" {text}",
        Text = "A \\ reason\u2028 with 'quotes' \u0000 and ümlauts 🫁",
        Items = ["first", "second \"line\""],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_body_is_json_with_every_field_and_is_signed_with_the_secret()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await File.WriteAllTextAsync(_folder.Combine("secret"), "s3cret\n");
        await Tell(new() { Url = receiver.Url, SecretFile = _folder.Combine("secret"), Headers = ["X-Token: abc: d"] }, Hostile);
        WebhookReceiver.Call call = Assert.Single(receiver.Calls);
        using JsonDocument body = JsonDocument.Parse(call.Body);
        Assert.Equal(Hostile.Subject, body.RootElement.GetProperty("subject").GetString());
        Assert.Equal(Hostile.Title, body.RootElement.GetProperty("title").GetString());
        Assert.Equal(Hostile.Text, body.RootElement.GetProperty("text").GetString());
        Assert.Equal("first\nsecond \"line\"", body.RootElement.GetProperty("items").GetString());
        Assert.Equal(("DICOMNODE", "https://node.example/", "open", 1), (
            body.RootElement.GetProperty("node").GetString(), body.RootElement.GetProperty("link").GetString(), body.RootElement.GetProperty("state").GetString(), body.RootElement.GetProperty("count").GetInt32()));
        Assert.Equal(("abc: d", Hostile.Id), (call.Headers["X-Token"], call.Headers[WebhookChannel.IdHeader]));
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes(call.Body));
        Assert.Equal($"sha256={Convert.ToHexStringLower(mac)}", call.Headers[WebhookChannel.SignatureHeader]);
    }

    [Theory]
    [InlineData(WebhookFormat.Json)]
    [InlineData(WebhookFormat.Slack)]
    [InlineData(WebhookFormat.Teams)]
    public void Hostile_values_stay_inside_of_their_strings(WebhookFormat format)
    {
        using JsonDocument body = JsonDocument.Parse(WebhookBody.Of(new() { Url = "http://h", Format = format }, MessageFields.Of(Hostile, _node)));
        Assert.Contains("{text}", string.Concat(Strings(body.RootElement))); // a value that looks like a placeholder is none
        if (format == WebhookFormat.Slack)
        {
            Assert.Contains("&lt;PACS&gt; &amp;", body.RootElement.GetProperty("text").GetString()); // no link, no mention of everybody
        }
    }

    [Fact]
    public void A_template_of_ones_own_is_filled_and_a_wrong_one_is_refused_with_what_there_is()
    {
        WebhookOptions webhook = new() { Url = "http://h", Template = """{ "msg": "{title}: {items}", "keep": { "a": {count} } }""" };
        using JsonDocument body = JsonDocument.Parse(WebhookBody.Of(webhook, MessageFields.Of(Hostile, _node)));
        Assert.StartsWith(Hostile.Title, body.RootElement.GetProperty("msg").GetString());
        Assert.Empty(Errors(webhook));
        webhook.Template = "{ \"msg\": \"{titel}\" }";
        Assert.Contains("there is no {titel}; there are {id}", Assert.Single(Errors(webhook)).ToString());
        webhook.Template = "{ \"msg\": {title} }";
        Assert.Contains("placeholders stand inside of quotes", Assert.Single(Errors(webhook)).ToString());
        webhook.Format = WebhookFormat.Text;
        Assert.Empty(Errors(webhook));
    }

    [Fact]
    public void What_is_missing_or_contradicts_itself_stops_the_start_by_its_key()
    {
        string[] said = [.. Errors(new() { Headers = ["no colon", "Name: a\r\nEvil: b"], SecretFile = _folder.Combine("none"), Authorities = [_folder.Combine("none.pem")] }).Select(e => e.Key)];
        Assert.Equal(["Url", "SecretFile", "Headers:0", "Headers:1", "Authorities:0"], said.Select(k => k["Notifications:Channels:0:Webhook:".Length..]));
        Assert.Equal("Notifications:Channels:0:Webhook:Url", Assert.Single(Errors(new() { Url = "ftp://h" })).Key);
        NodeOptions both = new() { Notifications = new() { Channels = [new() { Name = "a" }, new() { Name = "a", Webhook = new() { Url = "http://h" } }] } };
        Assert.Equal(["Notifications:Channels:0", "Notifications:Channels:1:Name"], NotificationRules.Check(both).Select(e => e.Key));
    }

    [Fact]
    public async Task An_answer_that_is_no_success_one_that_does_not_come_and_nobody_at_all_are_said_in_words()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(answers: [500, 302]);
        Assert.Contains("answered 500", (await Refused(new() { Url = receiver.Url })).Message);
        Assert.Contains("answered 302", (await Refused(new() { Url = receiver.Url })).Message);
        receiver.Delay = TimeSpan.FromMinutes(1);
        Assert.Contains("did not answer within", (await Refused(new() { Url = receiver.Url, Timeout = TimeSpan.FromSeconds(0.3) })).Message);
        Assert.Contains("refused", (await Refused(new() { Url = $"http://127.0.0.1:{FreePort.Next()}/" })).Message);
        await File.WriteAllTextAsync(_folder.Combine("url"), "nonsense");
        await Refused(new() { UrlFile = _folder.Combine("url") });
    }

    [Fact]
    public async Task A_certificate_has_to_come_from_who_is_trusted_and_be_for_the_name()
    {
        using TestAuthority authority = new(_folder.Path), other = new(_folder.Path, "Somebody else");
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(authority.Issue("hook"));
        await Tell(new() { Url = receiver.Url, Authorities = [authority.CertificateFile] }, Hostile);
        Assert.Single(receiver.Calls);
        Assert.Contains("TLS was not agreed on", (await Refused(new() { Url = receiver.Url, Authorities = [other.CertificateFile] })).Message);
        Assert.Contains("TLS was not agreed on", (await Refused(new() { Url = receiver.Url })).Message); // of the machine's authorities it is none
        await using WebhookReceiver misnamed = await WebhookReceiver.StartAsync(authority.Issue("elsewhere", loopback: false));
        Assert.Contains("TLS was not agreed on", (await Refused(new() { Url = misnamed.Url, Authorities = [authority.CertificateFile] })).Message);
        Assert.Single(receiver.Calls);
        Assert.Empty(misnamed.Calls);
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static IReadOnlyList<ConfigurationError> Errors(WebhookOptions webhook) =>
        [.. NotificationRules.Check(new() { Notifications = new() { Channels = [new() { Name = "a", Webhook = webhook }] } })];

    private Task Tell(WebhookOptions webhook, Notification message) => new WebhookChannel("a", webhook, _node).TellAsync(message, CancellationToken.None);

    private Task<NotToldException> Refused(WebhookOptions webhook) => Assert.ThrowsAsync<NotToldException>(() => Tell(webhook, Hostile));
}
