using System.Reflection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DicomNode.DicomNode.Tests;

/// <summary>Operators alert on event ids.</summary>
public class LogEventTests
{
    [Fact]
    public void An_event_id_stands_for_one_message_and_a_hundred_of_them_for_one_folder()
    {
        var events = typeof(NodeIdentity).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (m.DeclaringType!.Namespace, Event: m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(m => m.Event is not null)
            .ToArray();

        Assert.NotEmpty(events);
        Assert.Empty(events.GroupBy(e => e.Event).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(events.GroupBy(e => e.Event / 100).Where(range => range.Select(e => e.Namespace).Distinct().Count() > 1).Select(range => range.Key));
    }
}
