using DicomNode.SeriesLogging;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>What was received, and what became of it.</summary>
internal static class SeriesEndpoints
{
    public static RouteGroupBuilder MapSeries(this RouteGroupBuilder api)
    {
        api.MapGet("/series", ListAsync)
            .WithSummary("The series, the latest first; those in a state, or with this as a part of their UID or of their study's.")
            .RequireAuthorization(Access.See);
        api.MapGet("/series/{seriesInstanceUid}", ShowAsync)
            .WithSummary("One series with all that was done for it.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.See);
        api.MapGet("/series/{seriesInstanceUid}/log", LogAsync)
            .WithSummary("What the node said while it worked on the series, the oldest first; the last 32 to 64 KiB of it.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.See);
        api.MapPost("/series/{seriesInstanceUid}/segment", SegmentAsync)
            .WithSummary("Segments the series again, with the instances that are here now.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Access.Operate);
        return api;
    }

    private static async Task<Ok<SeriesView[]>> ListAsync(SeriesLedger ledger, SeriesState? state, string? uid, int? skip, int? take, CancellationToken cancellationToken)
    {
        (int from, int count) = ListRange.Of(skip, take);
        return TypedResults.Ok((await ledger.ListAsync(state, string.IsNullOrWhiteSpace(uid) ? null : uid.Trim(), from, count, cancellationToken)).Select(SeriesView.Of).ToArray());
    }

    private static async Task<Results<Ok<SeriesDetailView>, ProblemHttpResult>> ShowAsync(SeriesLedger ledger, string seriesInstanceUid, CancellationToken cancellationToken) =>
        await ledger.FindAsync(seriesInstanceUid, cancellationToken) is Series series
            ? TypedResults.Ok(new SeriesDetailView(series, await ledger.InstancesAsync(seriesInstanceUid, cancellationToken)))
            : Unknown();

    private static async Task<Results<Ok<IReadOnlyList<SeriesLogLine>>, ProblemHttpResult>> LogAsync(
        SeriesLedger ledger, DataFolder folder, string seriesInstanceUid, CancellationToken cancellationToken) =>
        await ledger.IsKnownAsync(seriesInstanceUid, cancellationToken)
            ? TypedResults.Ok(SeriesLogFile.Read(folder.SeriesLog(seriesInstanceUid)))
            : Unknown();

    private static async Task<Results<Accepted, ProblemHttpResult>> SegmentAsync(SeriesLedger ledger, string seriesInstanceUid, CancellationToken cancellationToken) =>
        await ledger.RequestSegmentationAsync(seriesInstanceUid, cancellationToken) switch
        {
            null => Unknown(),
            true => TypedResults.Accepted((string?)null),
            false => Problems.Conflict("The series is still being received. It is segmented when all of it is here."),
        };

    private static ProblemHttpResult Unknown() => Problems.NotFound("The node has no such series: it was never received, or it was removed after the time that Retention says.");
}
