using System.Reflection;
using System.Text.RegularExpressions;
using DicomNode.Configuration;
using DicomNode.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DicomNode.DicomNode.Tests;

/// <summary>Operators alert on event ids.</summary>
public partial class LogEventTests
{
    private static readonly (string Namespace, LoggerMessageAttribute Event)[] s_events =
    [
        .. typeof(NodeIdentity).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (m.DeclaringType!.Namespace!, Event: m.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(m => m.Event is not null),
    ];

    [Fact]
    public void An_event_id_stands_for_one_message_and_a_hundred_of_them_for_one_folder()
    {
        Assert.NotEmpty(s_events);
        Assert.Empty(s_events.GroupBy(e => e.Event.EventId).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(s_events.GroupBy(e => e.Event.EventId / 100).Where(range => range.Select(e => e.Namespace).Distinct().Count() > 1).Select(range => range.Key));
    }

    [Fact]
    public void Docs_events_has_a_row_for_every_event_with_its_level_and_what_to_do_about_trouble()
    {
        Dictionary<int, (string Level, string ToDo)> rows = Row().Matches(File.ReadAllText(Checkout.Find("docs/events.md")))
            .ToDictionary(m => int.Parse(m.Groups["id"].Value), m => (m.Groups["level"].Value, m.Groups["todo"].Value.Trim()));

        Assert.Empty(s_events.Where(e => !rows.ContainsKey(e.Event.EventId)).Select(e => $"docs/events.md has no row for {e.Event.EventId}: {e.Event.Message}"));
        Assert.Empty(rows.Keys.Except(s_events.Select(e => e.Event.EventId)).Select(id => $"docs/events.md has a row for {id}, which no message has"));
        Assert.Empty(s_events.Where(e => e.Event.Level != LogLevel.None && !rows[e.Event.EventId].Level.Contains($"{e.Event.Level}", StringComparison.Ordinal)).Select(e => $"{e.Event.EventId} is {e.Event.Level}"));
        Assert.Empty(rows.Where(r => r.Value.Level is "Warning" or "Error" or "Critical" && r.Value.ToDo.Length == 0).Select(r => $"docs/events.md does not say what to do about {r.Key}"));
    }

    /// <summary>Who wants to see more of one room sets the level of that room.</summary>
    [Fact]
    public void Every_room_that_logs_has_a_key_for_its_level()
    {
        string[] keys = [.. typeof(LogLevelOptions).GetProperties().Select(p => p.Name)];
        Assert.Empty(s_events.Select(e => e.Namespace.Split('.') is [_, var room, ..] ? room : "the root").Distinct().Except(keys));
    }

    [GeneratedRegex(@"^\| (?<id>\d+) \| (?<level>[^|]+) \| [^|]+ \|(?<todo>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
