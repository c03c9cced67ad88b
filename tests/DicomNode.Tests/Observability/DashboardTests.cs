using System.Text.Json;
using System.Text.RegularExpressions;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Observability.Exposition;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>Alert rules and dashboard ask for what the node says, and every alarm is explained.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private const string Rules = "deploy/prometheus/dicomnode.rules.yml", Dashboard = "deploy/grafana/dicomnode.json";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_metric_that_rules_and_dashboard_name_is_one_of_the_node()
    {
        await using RunningNode node = await RunningNode.StartAsync(_folder, archivePort: 1);
        await node.ReadyAsync(); // by then every stage has looked for work, and has made its instruments
        Scrape scrape = await Scrape.OfAsync(node.Http);
        HashSet<string> known = [.. node.Services.GetRequiredService<MetricReader>().SampleNames];
        Assert.Empty(scrape.Names.Except(known)); // what is known is what is written

        foreach (string file in (string[])[Rules, Dashboard])
        {
            string[] named = [.. Metric().Matches(await File.ReadAllTextAsync(Checkout.Find(file))).Select(m => m.Value).Distinct()];
            Assert.NotEmpty(named);
            Assert.Empty(named.Except(known).Select(n => $"{file} names {n}, which the node does not write"));
        }
    }

    [Fact]
    public async Task Promtool_takes_the_rules_and_their_tests_pass()
    {
        string folder = Checkout.Find("deploy/prometheus");
        foreach (string[] arguments in (string[][])[["check", "rules", "dicomnode.rules.yml"], ["test", "rules", "dicomnode.rules.test.yml"]])
        {
            ProcessOutcome outcome = await ExternalProcess.RunAsync("sh", ["-c", $"cd '{folder}' && promtool {string.Join(' ', arguments)}"]);
            Assert.True(outcome.ExitCode == 0, outcome.Output);
        }
    }

    [Fact]
    public void Operations_says_of_every_alarm_what_to_do()
    {
        string[] alarms = [.. Alert().Matches(File.ReadAllText(Checkout.Find(Rules))).Select(m => m.Groups[1].Value)];
        string operations = File.ReadAllText(Checkout.Find("docs/operations.md"));

        Assert.NotEmpty(alarms);
        Assert.All(alarms, a => Assert.Contains($"| `{a}` |", operations, StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_is_JSON_whose_panels_have_their_own_ids_and_places()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Checkout.Find(Dashboard)));
        JsonElement[] panels = [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()];
        Assert.Equal(panels.Length, panels.Select(p => p.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(p => $"{p.GetProperty("gridPos")}").Distinct().Count());
        Assert.All(panels, p => Assert.True(p.GetProperty("type").GetString() == "row" || p.GetProperty("targets").GetArrayLength() > 0));
    }

    [GeneratedRegex(@"\b(dicomnode|process|dotnet)_[a-z0-9_]+")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^\s+- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();
}
