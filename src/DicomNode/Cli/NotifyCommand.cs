using System.CommandLine;
using DicomNode.Configuration;
using DicomNode.Notifying;

namespace DicomNode.Cli;

/// <summary><c>notify test</c>: tries the channels of the configuration, with no node.</summary>
internal static class NotifyCommand
{
    public static Command Create()
    {
        Argument<string?> channel = new("channel") { Description = "Name of a channel; all of them without it.", HelpName = "CHANNEL", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> config = CommonOptions.Config();
        Option<string[]> set = CommonOptions.Set();
        Option<bool> json = CommonOptions.Json();
        Command test = new("test", "Sends a test message over the channels of Notifications:Channels, and says what came of it.") { channel, config, set, json };
        test.SetAction((parsed, cancellationToken) => TestAsync(
            CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true), parsed.GetValue(channel), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellationToken));
        return new("notify", "Notifications.") { test };
    }

    private static async Task<int> TestAsync(NodeOptions options, string? name, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        INotificationChannel[] channels = [.. NotificationChannels.Of(options, TimeProvider.System).Where(c => name is null || c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (channels.Length == 0)
        {
            throw new UsageException(name is null ? "notify test: no channel is configured (Notifications:Channels)." : $"notify test: no channel is named {name} (Notifications:Channels).");
        }

        ChannelTest[] outcomes = await Task.WhenAll(channels.Select(c => ChannelTest.RunAsync(c, TimeProvider.System.GetUtcNow().UtcDateTime, cancellationToken)));
        if (json)
        {
            await output.WriteLineAsync(Json.Of(outcomes));
        }

        foreach (ChannelTest outcome in json ? [] : outcomes)
        {
            await output.WriteLineAsync($"{outcome.Channel}: {(outcome.Ok ? "OK" : "FAILED")}. {outcome.Text}");
        }

        return outcomes.All(o => o.Ok) ? ExitCode.Done : ExitCode.Failed;
    }
}
