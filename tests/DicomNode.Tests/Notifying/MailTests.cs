using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DicomNode.Configuration;
using DicomNode.Notifying;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Notifying;

/// <summary>Messages as mail, to a real server (aiosmtpd).</summary>
public sealed partial class MailTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NodeOptions _node = new();

    public MailTests() => File.WriteAllText(_folder.Combine("password"), "pass word ä\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Over_starttls_with_a_password_it_arrives_as_it_was_written()
    {
        using TestAuthority authority = new(_folder.Path), other = new(_folder.Path, "Somebody else");
        await using SmtpPeer server = new() { Certificate = authority.Issue("mail"), Mechanism = "PLAIN" };
        await server.InitializeAsync();
        EmailOptions mail = Options(server) with { Security = SmtpSecurity.StartTls, User = "node", PasswordFile = _folder.Combine("password"), Authorities = [authority.CertificateFile] };
        await Tell(mail, MessageFields.Sample with { Title = "Grüße aus dem Keller: 12 Ergebnisse 🫁 konnten nicht zugestellt werden, und das ist ein langer Titel" });
        JsonNode got = Assert.Single(await server.MailsAsync(1));
        Assert.Equal(("node@example.org", "a@example.org,b@example.org", true, "node"), ((string?)got["from"], string.Join(',', got["to"]!.AsArray().Select(t => (string?)t)), (bool?)got["tls"], (string?)got["user"]));
        string text = (string)got["mail"]!;
        Assert.Equal("[DICOMNODE] Grüße aus dem Keller: 12 Ergebnisse 🫁 konnten nicht zugestellt werden, und das ist ein langer Titel", Subject(text));
        Assert.All(text.Split("\r\n"), l => Assert.True(l.Length <= 78, l));
        Assert.Contains("Nothing is wrong.", Body(text));
        Assert.Contains("A line of \"details\"", Body(text));
        Assert.Contains("Message-ID: <00000000000000000000000000000000@example.org>", text);

        Assert.Contains("nobody who is trusted", (await Refused(mail with { Authorities = [other.CertificateFile] })).Message);
        await File.WriteAllTextAsync(_folder.Combine("password"), "wrong");
        Assert.Contains("user and password: 535", (await Refused(mail)).Message);
        Assert.Contains("530", (await Refused(mail with { Security = SmtpSecurity.None, User = null, PasswordFile = null })).Message);
        Assert.Single(await server.MailsAsync(1));
    }

    [Fact]
    public async Task In_the_clear_to_a_server_on_this_machine_with_the_other_way_to_sign_in()
    {
        await using SmtpPeer server = new() { Mechanism = "LOGIN" };
        await server.InitializeAsync();
        EmailOptions mail = Options(server) with { Security = SmtpSecurity.None, User = "node", PasswordFile = _folder.Combine("password") };
        await Tell(mail, MessageFields.Sample);
        Assert.Equal(("node", false), ((string?)Assert.Single(await server.MailsAsync(1))["user"], (bool?)server.Mails[0]["tls"]));
        Assert.Contains("offers no STARTTLS", (await Refused(mail with { Security = SmtpSecurity.StartTls })).Message);
    }

    [Fact]
    public async Task Line_breaks_in_values_make_no_headers_and_a_dot_alone_does_not_end_the_mail()
    {
        await using SmtpPeer server = new();
        await server.InitializeAsync();
        Notification hostile = MessageFields.Sample with { Title = "PACS\r\nBcc: evil@example.org\r\n\r\nHello", Text = "one\r\n.\r\nMAIL FROM:<evil@example.org>", Items = ["."] };
        await Tell(Options(server) with { Security = SmtpSecurity.None }, hostile);
        string text = (string)Assert.Single(await server.MailsAsync(1))["mail"]!;
        Assert.DoesNotContain(text.Split("\r\n\r\n")[0].Split("\r\n"), l => l.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("[DICOMNODE] PACS  Bcc: evil@example.org    Hello", Subject(text));
        Assert.Contains("\r\n.\r\nMAIL FROM", Body(text));
    }

    [Fact]
    public async Task What_is_said_in_the_clear_after_starttls_counts_for_nothing()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task server = Task.Run(async () =>
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            await using NetworkStream stream = client.GetStream();
            using StreamReader said = new(stream);
            await stream.WriteAsync("220 evil\r\n"u8.ToArray());
            await said.ReadLineAsync();
            await stream.WriteAsync("250-evil\r\n250 STARTTLS\r\n"u8.ToArray());
            await said.ReadLineAsync();
            await stream.WriteAsync("220 go\r\n250 and this\r\n"u8.ToArray());
            await said.ReadLineAsync();
        });
        EmailOptions mail = new() { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, From = "a@b", To = ["c@d"] };
        Assert.Contains("somebody may have put it there", (await Refused(mail)).Message);
        await server;
    }

    [Fact]
    public void Settings_that_would_fail_or_tell_a_password_are_refused()
    {
        NodeOptions options = new() { Notifications = new() { Channels = [new() { Name = "m", Email = new() { Host = "mail.example", From = "no address", To = ["a@b", "x\r\nBcc: y@z"], User = "u", Security = SmtpSecurity.None, Body = "{boddy}" } }] } };
        Assert.Equal(["From", "To:1", "PasswordFile", "Security", "Body"], NotificationRules.Check(options).Select(e => e.Key["Notifications:Channels:0:Email:".Length..]));
    }

    private static EmailOptions Options(SmtpPeer server) => new() { Host = "127.0.0.1", Port = server.Port, From = "Nöde <node@example.org>", To = ["a@example.org", "B <b@example.org>"] };

    private static string Subject(string mail) => string.Concat(Word().Matches(Regex.Match(mail, "Subject: (.*?)\r\n(?! )", RegexOptions.Singleline).Groups[1].Value)
        .Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value)))) is { Length: > 0 } decoded ? decoded : Regex.Match(mail, "Subject: (.*?)\r\n").Groups[1].Value;

    private static string Body(string mail) => Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]));

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=")]
    private static partial Regex Word();

    private Task Tell(EmailOptions mail, Notification message) => new EmailChannel("m", mail, _node, TimeProvider.System).TellAsync(message, CancellationToken.None);

    private Task<NotToldException> Refused(EmailOptions mail) => Assert.ThrowsAsync<NotToldException>(() => Tell(mail, MessageFields.Sample));
}
