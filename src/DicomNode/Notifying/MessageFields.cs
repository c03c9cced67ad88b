using System.Globalization;
using DicomNode.Configuration;

namespace DicomNode.Notifying;

/// <summary>What templates can say of a message.</summary>
internal static class MessageFields
{
    /// <summary>To try templates with.</summary>
    public static Notification Sample { get; } = new()
    {
        Id = "00000000000000000000000000000000",
        Kind = NotificationKind.Test,
        Subject = "test",
        Title = "This is a test",
        Text = "Somebody wanted to know whether messages arrive. Nothing is wrong.",
        Items = ["A line of \"details\""],
        Count = 1,
        At = DateTime.UnixEpoch,
    };

    /// <summary>Every placeholder.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Of(Sample, new NodeOptions()).Keys];

    public static IReadOnlyDictionary<string, string> Of(Notification message, NodeOptions node) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = message.Id,
        ["kind"] = message.Kind.ToString(),
        ["state"] = message.IsOver ? "over" : "open",
        ["subject"] = message.Subject,
        ["count"] = message.Count.ToString(CultureInfo.InvariantCulture),
        ["title"] = message.Title,
        ["text"] = message.Text,
        ["items"] = string.Join('\n', message.Items),
        ["node"] = node.Listener.AeTitle,
        ["host"] = Environment.MachineName,
        ["time"] = message.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["link"] = node.Notifications.PageUrl ?? "",
    };
}
