using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Cli;

/// <summary>The peer that a command calls, and how to call it.</summary>
internal sealed record CalledPeer(PeerAddress Address, DicomClientOptions Options);

/// <summary>
/// The peer of a command: <c>AET@HOST:PORT</c> with options for TLS, or the name that the configuration has for it, and then as whom
/// and with which certificates the node would call.
/// </summary>
internal sealed class PeerSymbols
{
    private readonly Symbol _peer;
    private readonly Option<string> _callingAeTitle = CommonOptions.CallingAeTitle();
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<bool> _tls = new("--tls") { Description = "Speak TLS (1.3 or 1.2)." };
    private readonly Option<string[]> _authorities = new("--tls-ca")
    {
        Description = "Certificate of an authority to trust, instead of those of this machine. Can be given several times.", HelpName = "FILE", DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "The certificate to show: PEM or PKCS #12.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "Its private key, when it is not in the same file.", HelpName = "FILE" };
    private readonly Option<string?> _passwordFile = new("--tls-password-file") { Description = "A file with the password of the key.", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--tls-name") { Description = "The name that the peer's certificate has to be for. Default: HOST.", HelpName = "NAME" };

    private PeerSymbols(Symbol peer) => _peer = peer;

    private const string Form = "AET@HOST:PORT|NAME";

    public static PeerSymbols AsArgument() => new(new Argument<string>("peer")
    {
        Description = "The peer, for example ORTHANC@127.0.0.1:4242, or its name in the configuration.", HelpName = Form,
    });

    public static PeerSymbols AsOption(string name, string description) => new(new Option<string>(name)
    {
        Description = $"{description}, for example ORTHANC@127.0.0.1:4242, or its name in the configuration.", HelpName = Form, Required = true,
    });

    public void AddTo(Command command)
    {
        if (_peer is Argument<string> argument)
        {
            command.Add(argument);
        }
        else
        {
            command.Add((Option<string>)_peer);
        }

        foreach (Option option in new Option[] { _callingAeTitle, _config, _set, _tls, _authorities, _certificate, _key, _passwordFile, _name })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">No such peer, or a certificate that cannot be used.</exception>
    public CalledPeer Get(ParseResult parsed)
    {
        string text = _peer is Argument<string> argument ? parsed.GetRequiredValue(argument) : parsed.GetRequiredValue((Option<string>)_peer);
        try
        {
            return text.Contains('@', StringComparison.Ordinal) ? Given(text, parsed) : Configured(text, parsed);
        }
        catch (TlsFileException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private CalledPeer Given(string text, ParseResult parsed)
    {
        PeerAddress address = PeerAddress.TryParse(text) ?? throw new UsageException($"\"{text}\": allowed is AET@HOST:PORT, for example ORTHANC@127.0.0.1:4242.");
        TlsFiles files = new()
        {
            Certificate = parsed.GetValue(_certificate), Key = parsed.GetValue(_key), PasswordFile = parsed.GetValue(_passwordFile), Authorities = parsed.GetValue(_authorities) ?? [],
        };
        string? name = parsed.GetValue(_name);
        bool tls = parsed.GetValue(_tls) || files.Certificate is not null || files.Key is not null || files.PasswordFile is not null || files.Authorities.Count > 0 || name is not null;
        return new(address, Options(parsed.GetRequiredValue(_callingAeTitle), tls ? new(new TlsCredentials(files), name ?? address.Host) : null));
    }

    private CalledPeer Configured(string name, ParseResult parsed)
    {
        NodeOptions options = CommonOptions.Load(parsed.GetValue(_config), parsed.GetValue(_set) ?? []);
        PeerOptions peer = options.Peers.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new UsageException(
            $"\"{name}\": allowed is AET@HOST:PORT, or a name of the configuration's Peers ({(options.Peers.Count == 0 ? "there is none" : string.Join(", ", options.Peers.Select(p => p.Name)))}).");
        string callingAeTitle = parsed.GetResult(_callingAeTitle) is { Implicit: false } ? parsed.GetRequiredValue(_callingAeTitle) : options.Listener.AeTitle;
        TlsClient? tls = peer.Tls is null ? null : new(new TlsCredentials(TlsFilesOf.Peer(peer.Tls, options.Listener.Tls)), peer.Tls.HostName ?? peer.Host);
        return new(new(peer.AeTitle, peer.Host, peer.Port), Options(callingAeTitle, tls));
    }

    private static DicomClientOptions Options(string callingAeTitle, TlsClient? tls) =>
        new() { AeTitle = callingAeTitle, SecureAsync = tls is null ? null : tls.SecureAsync };
}
