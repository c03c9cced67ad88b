using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DicomNode.Cli;

/// <summary><c>release</c>: sends results that the gate holds, after somebody has looked at them.</summary>
internal static class ReleaseCommand
{
    public static Command Create()
    {
        Argument<long?> delivery = new("delivery") { Description = "Number of the delivery, as \"series UID\" shows it.", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> series = new("--series") { Description = "All that is held of this series.", HelpName = "UID" };
        NodeSymbols node = new();
        Command command = new("release", "Sends results that are held for somebody to look at.") { delivery, series };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (long? one, string? uid) = (parsed.GetValue(delivery), parsed.GetValue(series));
            if (one is null == uid is null)
            {
                throw new UsageException("release: allowed is ID, or --series UID.");
            }

            using NodeApi api = node.Connect(parsed);
            JsonNode? answer = await api.PostAsync($"/api/v1/deliveries/release?{(uid is null ? string.Create(CultureInfo.InvariantCulture, $"id={one}") : $"series={Uri.EscapeDataString(uid)}")}", cancellationToken);
            int released = (int?)answer?["released"] ?? 0;
            if (released == 0)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("Nothing of that is held.");
                return ExitCode.Failed;
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{released} to be sent.");
            return ExitCode.Done;
        });
        return command;
    }
}
