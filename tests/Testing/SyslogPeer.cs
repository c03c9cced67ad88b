using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Xunit;

namespace DicomNode.Testing;

/// <summary>rsyslog (Debian packages rsyslog and rsyslog-gnutls) as a server for audit messages on a free loopback port; it can go and come back.</summary>
public sealed class SyslogPeer : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    /// <summary>Its certificate, and who may call: those of the authority. Null: plain TCP.</summary>
    public IssuedCertificate? Certificate { get; init; }

    public string? Authority { get; init; }

    public int Port { get; } = FreePort.Next();

    public string Log => (_process?.Log ?? "") + (File.Exists(Output) ? File.ReadAllText(Output) : "");

    private string Output => _folder.Combine("audit");

    /// <summary>What came, in order: header (without time and process) and message, which is of the schema.</summary>
    public IReadOnlyList<(string Header, XElement Message)> Messages => [.. (File.Exists(Output) ? File.ReadAllLines(Output) : []).Where(l => l.EndsWith("</AuditMessage>", StringComparison.Ordinal)).Select(Parse)];

    /// <summary>Waits for messages, as many as the predicate wants.</summary>
    public async Task<IReadOnlyList<XElement>> MessagesAsync(Func<IReadOnlyList<XElement>, bool> enough)
    {
        await Eventually.TrueAsync(() => enough([.. Messages.Select(m => m.Message)]), TimeSpan.FromSeconds(60), () => Log);
        return [.. Messages.Select(m => m.Message)];
    }

    public async Task InitializeAsync()
    {
        string configuration = _folder.Combine("rsyslog.conf");
        string driver = Certificate is { } own
            ? $$"""
              global(defaultNetstreamDriverCAFile="{{Authority}}" defaultNetstreamDriverCertFile="{{own.CertificateFile}}" defaultNetstreamDriverKeyFile="{{own.KeyFile}}")
              module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="x509/certvalid")
              """
            : "module(load=\"imtcp\")";
        await File.WriteAllTextAsync(configuration, $$"""
            global(workDirectory="{{_folder.Path}}" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="on")
            {{driver}}
            input(type="imtcp" port="{{Port}}" address="127.0.0.1" ruleset="audit")
            template(name="raw" type="string" string="%pri% %hostname% %app-name% %msgid% %structured-data% %msg%\n")
            ruleset(name="audit") { action(type="omfile" file="{{Output}}" template="raw" asyncWriting="off" flushOnTXEnd="on") }
            """);
        _process = ExternalProcess.Start("/usr/sbin/rsyslogd", ["-n", "-iNONE", "-f", configuration]);
        await _process.WaitUntilReadyAsync(AnswersAsync, TimeSpan.FromSeconds(30));
    }

    /// <summary>Ends it without a word to anybody.</summary>
    public async Task KillAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
    }

    public async Task DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private static (string, XElement) Parse(string line)
    {
        int xml = line.IndexOf("<?xml", StringComparison.Ordinal);
        return (line[..xml].TrimEnd('\uFEFF'), AuditSchema.Validate(line[xml..]));
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using TcpClient probe = new();
            await probe.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
