using System.Text.Json;
using DicomNode.Testing;
using DicomNode.Tests.Configuration;
using Xunit;

namespace DicomNode.Tests.Cli;

public class CommandLineTests
{
    [Fact]
    public async Task Help_names_the_commands_and_is_no_error()
    {
        CommandRun run = await CommandRun.OfAsync("--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(["run", "demo", "segment", "send", "echo", "models", "config"], command => Assert.Contains(command, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sgment")]
    [InlineData("segment")]
    [InlineData("echo", "ORTHANC")]
    [InlineData("send", "/nowhere", "--to", "A@localhost:104")]
    [InlineData("segment", "/nowhere", "--model", "no-such-model", "--out", "/tmp/x")]
    [InlineData("config", "check", "--config", "/nowhere/dicomnode.json")]
    [InlineData("config", "check", "--set", "Listener:Port")]
    [InlineData("run", "--set", "Listener:Port=many")]
    public async Task Wrong_usage_has_exit_code_2_and_a_message_without_a_stack_trace(params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(args);
        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Config_check_shows_the_values_that_hold()
    {
        using ConfigurationFile file = new("""{ "Listener": { "AeTitle": "NODE" } }""");
        CommandRun run = await CommandRun.OfAsync("config", "check", "--config", file.FullPath, "--set", "Listener:Port=104", "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Output);
        Assert.True(json.RootElement.GetProperty("Ok").GetBoolean());
        JsonElement listener = json.RootElement.GetProperty("Configuration").GetProperty("Listener");
        Assert.Equal(("NODE", 104), (listener.GetProperty("AeTitle").GetString(), listener.GetProperty("Port").GetInt32()));
    }

    [Fact]
    public async Task The_configuration_that_ships_is_right()
    {
        CommandRun run = await CommandRun.OfAsync("config", "check", "--config", Path.Combine(AppContext.BaseDirectory, "config", "dicomnode.json"));
        Assert.Equal("", run.Error);
        Assert.StartsWith("OK", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_check_lists_every_error()
    {
        using ConfigurationFile file = new("""{ "Listener": { "Prt": 1, "Port": -1 } }""");
        CommandRun run = await CommandRun.OfAsync("config", "check", "--config", file.FullPath);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Listener:Prt", run.Error, StringComparison.Ordinal);
        Assert.Contains("Listener:Port = \"-1\"", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_named()
    {
        string peer = $"NOBODY@127.0.0.1:{FreePort.Next()}";
        CommandRun run = await CommandRun.OfAsync("echo", peer);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(peer, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_in_model_is_listed_and_checked()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "config", "models");
        CommandRun list = await CommandRun.OfAsync("models", "list", "--set", $"Models:Folder={folder}");
        Assert.Contains("ct-tissue", list.Output, StringComparison.Ordinal);
        CommandRun check = await CommandRun.OfAsync("models", "check", Path.Combine(folder, "ct-tissue"));
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
        Assert.StartsWith("OK: ct-tissue", check.Output, StringComparison.Ordinal);
    }
}
