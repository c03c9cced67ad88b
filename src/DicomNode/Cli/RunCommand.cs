using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Hosting;

namespace DicomNode.Cli;

/// <summary><c>run</c>: the service, in the foreground, until SIGTERM or Ctrl+C.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create()
    {
        Option<string?> config = CommonOptions.Config();
        Option<string?> data = new("--data") { Description = "The data folder, instead of Data:Root.", HelpName = "DIR" };
        Option<string[]> set = CommonOptions.Set();
        Command command = new(Name, "Runs the node in the foreground.") { config, data, set };
        command.SetAction((parsed, cancellationToken) =>
        {
            string[] settings = parsed.GetValue(set) ?? [];
            string? root = parsed.GetValue(data);
            return RunAsync(CommonOptions.Load(parsed.GetValue(config), root is null ? settings : [.. settings, $"Data:Root={root}"], modelsMayBeMissing: true), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(NodeOptions options, CancellationToken cancellationToken)
    {
        await using var node = NodeHost.Create(options);
        await node.StartAsync(cancellationToken);
        await node.WaitForShutdownAsync(cancellationToken);
        return node.HasFailed ? ExitCode.Failed : ExitCode.Done;
    }
}
