using DicomNode.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Notifying;

/// <summary>What was told, and trying it.</summary>
internal static class NotificationEndpoints
{
    public static RouteGroupBuilder MapNotifications(this RouteGroupBuilder api)
    {
        api.MapGet("/notifications", (NotificationBookFile book) => List(book.Current).ToArray())
            .WithSummary("What was told to whom and what came of it, the latest first; what waits to be told too.")
            .RequireAuthorization(Access.See);
        api.MapGet("/notifications/channels", (NotificationPost post, NotificationBookFile book) => post.Channels
                .Select(c => new ChannelView(c.Name, c.Description, book.Current.Channel(c.Name).Waiting.Count)).ToArray())
            .WithSummary("The channels of the configuration, with how much waits for each.")
            .RequireAuthorization(Access.See);
        api.MapPost("/notifications/test", TestAsync)
            .WithSummary("Sends a test message over one channel or all, at once, and says what came of it.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.Configure);
        return api;
    }

    /// <summary>The latest first: what waits, then what was told or given up.</summary>
    private static IEnumerable<PastNotification> List(NotificationBook book) =>
        book.Channels.SelectMany(c => c.Waiting.Select(w => PastNotification.Of(c.Name, w, NotificationOutcome.Waiting, null))).Concat(book.Past).OrderByDescending(p => p.At);

    private static async Task<Results<Ok<ChannelTest[]>, ProblemHttpResult>> TestAsync(NotificationPost post, TimeProvider clock, string? channel, CancellationToken cancellationToken)
    {
        INotificationChannel[] wanted = [.. post.Channels.Where(c => channel is null || c.Name.Equals(channel, StringComparison.OrdinalIgnoreCase))];
        return wanted.Length == 0
            ? Problems.NotFound(channel is null ? "No channel is configured (Notifications:Channels)." : $"No channel is named {OneLine.Of(channel, 64)} (Notifications:Channels).")
            : TypedResults.Ok(await Task.WhenAll(wanted.Select(c => ChannelTest.RunAsync(c, clock.GetUtcNow().UtcDateTime, cancellationToken))));
    }

    /// <param name="Waiting">Messages that it could not be told yet.</param>
    private sealed record ChannelView(string Name, string Description, int Waiting);
}
