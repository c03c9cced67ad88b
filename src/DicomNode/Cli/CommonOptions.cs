using System.CommandLine;
using System.CommandLine.Parsing;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;

namespace DicomNode.Cli;

/// <summary>Arguments and options that several commands have. Each call makes new ones: a symbol belongs to one command.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() => new("--config")
    {
        Description = $"The configuration file. Default: {NodeConfiguration.DefaultFile} in the working directory, else beside the program.",
        HelpName = "FILE",
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Overrides a value of the configuration, for example Listener:Port=104. Can be given several times.",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Json() => new("--json") { Description = "Machine-readable output." };

    public static Option<string> CallingAeTitle() => new("--as")
    {
        Description = "The AE title to call as.",
        HelpName = "AET",
        DefaultValueFactory = _ => new ListenerOptions().AeTitle,
    };

    public static Argument<PeerAddress> Peer() => new("peer")
    {
        Description = "The peer, for example ORTHANC@127.0.0.1:4242.",
        HelpName = "AET@HOST:PORT",
        CustomParser = ParsePeer,
    };

    public static Option<PeerAddress> To() => new("--to")
    {
        Description = "The peer to send to, for example ORTHANC@127.0.0.1:4242.",
        HelpName = "AET@HOST:PORT",
        Required = true,
        CustomParser = ParsePeer,
    };

    /// <summary>The configuration as <c>--config</c> and <c>--set</c> ask for it.</summary>
    /// <exception cref="NodeConfigurationException">Something in it is wrong.</exception>
    public static NodeOptions Load(string? file, IEnumerable<string> settings)
    {
        Dictionary<string, string?> overrides = new(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in settings)
        {
            overrides[setting.Split('=', 2) is [{ Length: > 0 } key, _] ? key : throw new UsageException($"--set {setting}: allowed is KEY=VALUE, for example Listener:Port=104.")] =
                setting.Split('=', 2)[1];
        }

        return NodeConfiguration.Load(file, overrides);
    }

    private static PeerAddress? ParsePeer(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        PeerAddress? peer = PeerAddress.TryParse(text);
        if (peer is null)
        {
            result.AddError($"\"{text}\": allowed is AET@HOST:PORT, for example ORTHANC@127.0.0.1:4242.");
        }

        return peer;
    }
}
