using System.Text.Json.Nodes;
using Xunit;

namespace DicomNode.Testing;

/// <summary>A real mail server (Debian package python3-aiosmtpd) on a free loopback port, which keeps what it is given.</summary>
public sealed class SmtpPeer : IAsyncLifetime, IAsyncDisposable
{
    private const string Server = """
        import json, ssl, sys, time
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import AuthResult, LoginPassword
        port, certificate, key, mechanism = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        class Keep:
            async def handle_DATA(self, server, session, envelope):
                print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "user": str(session.auth_data or ""),
                                  "mail": envelope.content.decode("ascii")}), flush=True)
                return "250 OK"
        def sign_in(server, session, envelope, mechanism, data):
            good = isinstance(data, LoginPassword) and data.login == b"node" and data.password == b"pass word \xc3\xa4"
            return AuthResult(success=good, handled=good, auth_data="node" if good else None)
        context = None
        if certificate != "-":
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate, key)
        settings = dict(authenticator=sign_in, auth_require_tls=context is not None, auth_required=mechanism != "-", auth_exclude_mechanism=["PLAIN" if mechanism == "LOGIN" else "LOGIN"])
        Controller(Keep(), hostname="127.0.0.1", port=port, server_hostname="mail.test", tls_context=context, require_starttls=context is not None, **settings).start()
        print("ready", flush=True)
        while True:
            time.sleep(3600)
        """;

    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    /// <summary>With one it demands STARTTLS; without, it knows no TLS.</summary>
    public IssuedCertificate? Certificate { get; init; }

    /// <summary>PLAIN or LOGIN: it demands that somebody signs in, as "node" with "pass word ä".</summary>
    public string? Mechanism { get; init; }

    public int Port { get; } = FreePort.Next();

    public string Log => _process?.Log ?? "";

    /// <summary>The mails it took: from, to, tls, user, mail.</summary>
    public IReadOnlyList<JsonNode> Mails => [.. Log.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!)];

    /// <summary>The mails, once there are so many: its output comes a moment after its answer.</summary>
    public async Task<IReadOnlyList<JsonNode>> MailsAsync(int count)
    {
        await Eventually.TrueAsync(() => Mails.Count >= count, TimeSpan.FromSeconds(20), () => Log);
        return Mails;
    }

    public async Task InitializeAsync()
    {
        string script = _folder.Combine("smtp.py");
        await File.WriteAllTextAsync(script, Server);
        _process = ExternalProcess.Start("/usr/bin/python3", [script, $"{Port}", Certificate?.CertificateFile ?? "-", Certificate?.KeyFile ?? "-", Mechanism ?? "-"]);
        await _process.WaitUntilReadyAsync(_ => Task.FromResult(Log.Contains("ready", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
    }

    public async Task DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
