using DicomNode.Gate;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>Results on their way to the peers.</summary>
internal static class DeliveryEndpoints
{
    public static RouteGroupBuilder MapDeliveries(this RouteGroupBuilder api)
    {
        api.MapGet("/deliveries", ListAsync)
            .WithSummary("The deliveries, the latest first.")
            .RequireAuthorization(Access.See);
        api.MapPost("/deliveries/{id:long}/retry", RetryAsync)
            .WithSummary("Tries a dead letter again, or one that waits, at once.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Access.Operate);
        api.MapPost("/deliveries/retry", RetryAllAsync)
            .WithSummary("Tries every dead letter again, or every one for a peer.")
            .RequireAuthorization(Access.Operate);
        api.MapPost("/deliveries/release", ReleaseAsync)
            .WithSummary("Sends results that are held for somebody to look at.")
            .RequireAuthorization(Access.Operate);
        return api;
    }

    private static async Task<Ok<DeliveryView[]>> ListAsync(DeliveryLedger ledger, DeliveryState? state, int? skip, int? take, CancellationToken cancellationToken)
    {
        (int from, int count) = ListRange.Of(skip, take);
        return TypedResults.Ok((await ledger.ListAsync(state, from, count, cancellationToken)).Select(DeliveryView.Of).ToArray());
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> RetryAsync(DeliveryLedger ledger, long id, CancellationToken cancellationToken) =>
        await ledger.RetryAsync(id, cancellationToken) switch
        {
            null => Problems.NotFound($"The node has no delivery {id}."),
            true => TypedResults.Accepted((string?)null),
            false => Problems.Conflict("It is delivered, being sent, or held: what is held is released, not retried."),
        };

    private static async Task<Ok<RetriedView>> RetryAllAsync(DeliveryLedger ledger, string? destination, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RetriedView(await ledger.RetryAllAsync(destination, cancellationToken)));

    private static async Task<Ok<ReleasedView>> ReleaseAsync(
        DeliveryLedger ledger, GateReport gate, long? id, string? series, string? destination, CancellationToken cancellationToken)
    {
        HeldDeliveries which = new(id, series, destination);
        int released = await ledger.ReleaseAsync(which, cancellationToken);
        gate.Released(which, released);
        return TypedResults.Ok(new ReleasedView(released));
    }
}
