using System.CommandLine;
using System.Text.Json.Nodes;

namespace DicomNode.Cli;

/// <summary><c>status</c>: whether the running node can work, and if not why.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Asks the running node how it is. Exit code 1 when it cannot work.") { config, set, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using NodeApi api = new(CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? []).Http);
            JsonNode health = (await api.GetAsync("/health/ready", cancellationToken))!;
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Json.Of(health));
            }
            else
            {
                await output.WriteLineAsync($"{health["status"]}");
                foreach ((string name, JsonNode? check) in health["checks"]!.AsObject())
                {
                    await output.WriteLineAsync($"{name,-10} {check!["status"]}: {check["reason"]}");
                }
            }

            return (string?)health["status"] == "Unhealthy" ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
