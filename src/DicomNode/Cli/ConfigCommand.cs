using System.CommandLine;
using DicomNode.Configuration;

namespace DicomNode.Cli;

/// <summary><c>config check</c>: what the node would run with, or what is wrong.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command check = new("check", "Reads the configuration as \"run\" would, and shows the values that hold or every error.") { config, set, json };
        check.SetAction(parsed => Check(parsed.GetValue(config), parsed.GetValue(set) ?? [], parsed.GetValue(json), parsed.InvocationConfiguration));
        return new("config", "The configuration.") { check };
    }

    private static int Check(string? file, string[] settings, bool json, InvocationConfiguration console)
    {
        try
        {
            NodeOptions options = CommonOptions.Load(file, settings);
            options.Data.Root = Path.GetFullPath(options.Data.Root);
            options.Models.Folder = NodeConfiguration.Resolve(options.Models.Folder);
            console.Output.WriteLine(json ? Json.OfConfiguration(new { Ok = true, Configuration = options }) : $"OK\n{Json.OfConfiguration(options)}");
            return ExitCode.Done;
        }
        catch (NodeConfigurationException e) when (json)
        {
            console.Output.WriteLine(Json.OfConfiguration(new { Ok = false, e.Errors }));
            return ExitCode.WrongUsage;
        }
    }
}
