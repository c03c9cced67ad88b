using System.CommandLine;
using System.Text.Json.Nodes;

namespace DicomNode.Cli;

/// <summary><c>status</c>: whether the running node can work, and if not why.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        NodeSymbols node = new();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Asks the running node how it is. Exit code 1 when it cannot work.") { json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using NodeApi api = node.Connect(parsed);
            JsonNode health = (await api.GetAsync("/health/ready", cancellationToken))!;
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(Json.Of(health));
            }
            else
            {
                await output.WriteLineAsync($"{health["status"]}");
                foreach ((string name, JsonNode? check) in health["checks"]?.AsObject() ?? [])
                {
                    await output.WriteLineAsync($"{name,-10} {check!["status"]}: {check["reason"]}");
                }

                if (health["checks"] is null)
                {
                    await output.WriteLineAsync("The reasons are for accounts of the node: --user NAME.");
                }
            }

            return (string?)health["status"] == "Unhealthy" ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
