using System.CommandLine;
using DicomNode.Configuration;

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

    /// <summary>The configuration as <c>--config</c> and <c>--set</c> ask for it.</summary>
    /// <exception cref="NodeConfigurationException">Something in it is wrong.</exception>
    public static NodeOptions Load(string? file, IEnumerable<string> settings, bool modelsMayBeMissing = false)
    {
        Dictionary<string, string?> overrides = new(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in settings)
        {
            overrides[setting.Split('=', 2) is [{ Length: > 0 } key, _] ? key : throw new UsageException($"--set {setting}: allowed is KEY=VALUE, for example Listener:Port=104.")] =
                setting.Split('=', 2)[1];
        }

        return NodeConfiguration.Load(file, overrides, modelsMayBeMissing);
    }
}
