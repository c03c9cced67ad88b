using System.CommandLine;
using System.Text.Json.Nodes;

namespace DicomNode.Cli;

/// <summary><c>series</c>: what the running node received, and what became of one series.</summary>
internal static class SeriesCommand
{
    public static Command Create()
    {
        Argument<string?> uid = new("uid") { Description = "Series Instance UID; without it, the latest series are listed.", HelpName = "UID", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> state = new("--state") { Description = "Lists only series in this state, for example Incomplete.", HelpName = "STATE" };
        NodeSymbols node = new();
        Option<bool> json = CommonOptions.Json();
        Command command = new("series", "Shows the series of the running node, or what happened to one of them.") { uid, state, json };
        node.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using NodeApi api = node.Connect(parsed);
            TextWriter output = parsed.InvocationConfiguration.Output;
            string? one = parsed.GetValue(uid), only = parsed.GetValue(state);
            string path = one is not null ? $"/api/v1/series/{Uri.EscapeDataString(one)}" : only is null ? "/api/v1/series" : $"/api/v1/series?state={Uri.EscapeDataString(only)}";
            if (await api.GetAsync(path, cancellationToken) is not JsonNode found)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"The node knows no series {one}.");
                return ExitCode.Failed;
            }

            await (parsed.GetValue(json) ? output.WriteLineAsync(Json.Of(found)) : one is null ? ListAsync(found.AsArray(), output) : ShowAsync(found, output));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ListAsync(JsonArray series, TextWriter output)
    {
        foreach (JsonNode? one in series)
        {
            await output.WriteLineAsync($"{one!["lastInstanceAt"]}  {one["state"],-10} {one["modality"],-4} {one["instances"],5} instances  {one["seriesInstanceUid"]}  {one["reason"]}");
        }
    }

    private static async Task ShowAsync(JsonNode series, TextWriter output)
    {
        await output.WriteLineAsync($"{series["seriesInstanceUid"]}: {series["state"]}, {series["instances"]} instances, generation {series["generation"]}. {series["reason"]}");
        await output.WriteLineAsync($"Closed by: {series["evidence"]!["closedBy"] ?? "not closed"}");
        if (series["evidence"]!["awaitedUntil"] is JsonNode until)
        {
            await output.WriteLineAsync($"Waits for other series of its study until {until}, for {string.Join(", ", series["evidence"]!["awaits"]!.AsArray())}");
        }

        if ((int?)series["late"] is > 0 and int late)
        {
            await output.WriteLineAsync($"Late: {late} instances came after it was segmented and are not in its results. POST /api/v1/series/UID/segment takes them in.");
        }

        foreach (JsonNode? conflict in series["inConflict"]!.AsArray())
        {
            await output.WriteLineAsync($"Conflict: {conflict!["sopInstanceUid"]} came again with another content, kept as {conflict["path"]}");
        }

        foreach (JsonNode? job in series["jobs"]!.AsArray())
        {
            await output.WriteLineAsync($"Job: {job!["model"]} {job["modelVersion"]}, {job["state"]}, attempt {job["attempts"]}. {job["reason"]}");
            foreach (JsonNode? finding in job["findings"]!.AsArray())
            {
                await output.WriteLineAsync($"Finding: {finding!["check"]}. {finding["reason"]}");
            }
        }

        foreach (JsonNode? delivery in series["deliveries"]!.AsArray())
        {
            await output.WriteLineAsync($"Delivery {delivery!["id"]}: {delivery["kind"]} to {delivery["destination"]}, {delivery["state"]}, attempt {delivery["attempts"]}. {delivery["reason"]}");
        }
    }
}
