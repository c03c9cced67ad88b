using System.Text.Json;
using DicomNode.Assembling;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmenting;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DicomNode.Explaining;

/// <summary>Which routes take a series or pasted elements, and why the others do not.</summary>
internal static class RouteTestEndpoints
{
    public static RouteGroupBuilder MapRouteTest(this RouteGroupBuilder api)
    {
        api.MapPost("/routes/test", TestAsync)
            .WithSummary("Says which routes take a series of the node (seriesInstanceUid) or pasted elements (dataSet: DICOM JSON model; text: a dump or KEYWORD=VALUE), and why the others do not.")
            .WithMetadata(new RequestSizeLimitAttribute(4 * PastedElements.MaxLength))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.See);
        return api;
    }

    private static async Task<Results<Ok<RouteTest>, ProblemHttpResult>> TestAsync(
        RouteTestRequest request, RouteTester tester, JobPlanner planner, SeriesLedger ledger, DataFolder folder, IFrameDecoder decoder, CancellationToken cancellationToken)
    {
        try
        {
            if (request.SeriesInstanceUid is not { } uid)
            {
                return (request.DataSet?.GetRawText() ?? request.Text) is { } text
                    ? TypedResults.Ok(OfText(tester, text, request))
                    : TypedResults.Problem("One of seriesInstanceUid, dataSet and text has to be given.", statusCode: StatusCodes.Status400BadRequest);
            }

            return await ledger.FindAsync(uid, cancellationToken) is Series series
                ? TypedResults.Ok(await OfSeriesAsync(tester, planner, ledger, folder, decoder, series, cancellationToken))
                : Problems.NotFound("The node has no such series.");
        }
        catch (Exception e) when (e is DicomDataException or IOException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static RouteTest OfText(RouteTester tester, string text, RouteTestRequest request)
    {
        PastedElements pasted = PastedElements.Read(text);
        return tester.Test(new AeTitles(request.CallingAeTitle, request.CalledAeTitle).Of(pasted.Image)) with { Remarks = pasted.Remarks };
    }

    private static async Task<RouteTest> OfSeriesAsync(
        RouteTester tester, JobPlanner planner, SeriesLedger ledger, DataFolder folder, IFrameDecoder decoder, Series series, CancellationToken cancellationToken)
    {
        Instance[] instances = [.. (await ledger.InstancesAsync(series.SeriesInstanceUid, cancellationToken)).Where(i => i.IsInUse)];
        if (instances.Length == 0)
        {
            throw new DicomDataException("The series has no images here any more.");
        }

        SourceImages images = await Task.Run(() => SourceImages.Examine([.. instances.Select(i => folder.FullPath(i.Path))], decoder, cancellationToken), cancellationToken);
        return await tester.TestAsync(new(series, images, instances), planner, cancellationToken);
    }
}

/// <summary>What to test: one of the first three.</summary>
/// <param name="DataSet">DICOM JSON model, PS3.18 Annex F.</param>
/// <param name="Text">A dump, or lines KEYWORD=VALUE.</param>
internal sealed record RouteTestRequest(string? SeriesInstanceUid, JsonElement? DataSet, string? Text, string? CallingAeTitle, string? CalledAeTitle);
