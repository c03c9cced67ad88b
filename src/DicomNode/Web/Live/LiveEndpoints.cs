using System.Text;
using DicomNode.Web.Guarding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web.Live;

/// <summary>The node as it is now, and what changes from now on.</summary>
internal static class LiveEndpoints
{
    private const string EventStream = "text/event-stream";
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(15);

    public static RouteGroupBuilder MapLive(this RouteGroupBuilder api)
    {
        api.MapGet("/status", async (NodeStatus status, CancellationToken cancellationToken) => TypedResults.Ok(await status.ReadAsync(cancellationToken)))
            .WithSummary("The node at a glance: work by state, what waits how long, what comes in, disk, memory, checks.")
            .RequireAuthorization(Access.See);
        api.MapGet("/events", ListenAsync)
            .WithSummary("Server-sent events: series and delivery with the changed one, status. Connect first and load the lists then; after a new connection load them again.")
            .Produces<string>(StatusCodes.Status200OK, EventStream)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .RequireAuthorization(Access.See);
        return api;
    }

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> ListenAsync(HttpContext context, EventFeed feed, AccountDirectory accounts, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        using EventSubscription? subscription = feed.Join();
        if (subscription is null)
        {
            return TypedResults.Problem("Too many listen to the events of this node. Close some of its pages.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would collect them
        try
        {
            await WriteAsync(context.Response, ": listening\n\n", end.Token);
            while (await NextAsync(subscription, clock, end.Token) is ServerEvent[] events)
            {
                if (!accounts.IsStill(context.User))
                {
                    break;
                }

                await WriteAsync(context.Response, events.Length == 0 ? ":\n\n" : string.Concat(events.Select(e => $"event: {e.Name}\ndata: {e.Data}\n\n")), end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // they left, or the node stops
        }

        return TypedResults.Empty;
    }

    /// <returns>Empty: nothing happened for a while, and the line should show that it lives. Null: the stream ends.</returns>
    private static async Task<ServerEvent[]?> NextAsync(EventSubscription subscription, TimeProvider clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> next = subscription.Events.WaitToReadAsync(waiting.Token).AsTask();
        Task pause = Task.Delay(s_heartbeat, clock, waiting.Token);
        bool isPause = await Task.WhenAny(next, pause) == pause;
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (isPause)
        {
            return [];
        }

        if (!await next)
        {
            return null;
        }

        List<ServerEvent> events = [];
        while (subscription.Events.TryRead(out ServerEvent? happened))
        {
            events.Add(happened);
        }

        return [.. events];
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
