using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DicomNode.Cli;

/// <summary><c>retry</c>: sends dead letters again, one or all.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        Argument<long?> delivery = new("delivery") { Description = "Number of the delivery, as \"series UID\" shows it.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> all = new("--all") { Description = "Every dead letter." };
        Option<string?> to = new("--to") { Description = "Every dead letter for this peer.", HelpName = "PEER" };
        NodeSymbols node = new();
        Command command = new("retry", "Tries again to deliver what was given up.") { delivery, all, to };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            long? one = parsed.GetValue(delivery);
            string? peer = parsed.GetValue(to);
            if ((one is null ? 0 : 1) + (parsed.GetValue(all) ? 1 : 0) + (peer is null ? 0 : 1) != 1)
            {
                throw new UsageException("retry: allowed is ID, --all, or --to PEER.");
            }

            using NodeApi api = node.Connect(parsed);
            string path = one is long id ? string.Create(CultureInfo.InvariantCulture, $"/api/v1/deliveries/{id}/retry")
                : peer is null ? "/api/v1/deliveries/retry" : $"/api/v1/deliveries/retry?destination={Uri.EscapeDataString(peer)}";
            if (await api.PostAsync(path, cancellationToken) is not JsonNode answer)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"The node knows no delivery {one}.");
                return ExitCode.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{answer["retried"] ?? 1} to be sent again.");
            return ExitCode.Done;
        });
        return command;
    }
}
