using System.Text.Json;
using System.Text.Json.Serialization;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web;

/// <summary>Health and API over HTTP.</summary>
internal static class WebEndpoints
{
    private const int MaxRows = 1000;

    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            o.SerializerOptions.WriteIndented = true;
        });
        services.AddHealthChecks()
            .AddCheck<ListenerCheck>("listener")
            .AddCheck<DiskCheck>("disk")
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<ModelsCheck>("models")
            .AddCheck<InferenceServersCheck>("servers")
            .AddCheck<DecodersCheck>("decoders");
        return services;
    }

    public static void MapWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });

        RouteGroupBuilder api = routes.MapGroup("/api/v1");
        api.MapGet("/series", ListSeriesAsync);
        api.MapGet("/series/{seriesInstanceUid}", ShowSeriesAsync);
        api.MapPost("/series/{seriesInstanceUid}/segment", SegmentAsync);
        api.MapGet("/deliveries", ListDeliveriesAsync);
        api.MapPost("/deliveries/{id:long}/retry", RetryAsync);
        api.MapPost("/deliveries/retry", RetryAllAsync);
        api.MapPost("/deliveries/release", ReleaseAsync);
        api.MapGet("/models", (ModelCatalog models, WarmModels warm) => models.Ids.Select(id => ModelView.Of(id, models, warm)));
        api.MapGet("/results/{sopInstanceUid}", FileAsync);
    }

    private static async Task<IResult> ListSeriesAsync(SeriesLedger ledger, SeriesState? state, int? skip, int? take, CancellationToken cancellationToken) =>
        Results.Ok((await ledger.ListAsync(state, skip ?? 0, Math.Clamp(take ?? 100, 1, MaxRows), cancellationToken)).Select(s => SeriesView.Of(s.Series, s.Instances, s.Conflicts, s.Late)));

    private static async Task<IResult> ShowSeriesAsync(SeriesLedger ledger, string seriesInstanceUid, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(seriesInstanceUid, cancellationToken) is not Series series)
        {
            return Results.NotFound();
        }

        return Results.Ok(new SeriesDetailView(series, await ledger.InstancesAsync(seriesInstanceUid, cancellationToken)));
    }

    private static async Task<IResult> SegmentAsync(SeriesLedger ledger, string seriesInstanceUid, CancellationToken cancellationToken) =>
        await ledger.RequestSegmentationAsync(seriesInstanceUid, cancellationToken) switch
        {
            null => Results.NotFound(),
            true => Results.Accepted(),
            false => Results.Conflict("The series is still being received."),
        };

    private static async Task<IResult> ListDeliveriesAsync(DeliveryLedger ledger, DeliveryState? state, int? skip, int? take, CancellationToken cancellationToken) =>
        Results.Ok((await ledger.ListAsync(state, skip ?? 0, Math.Clamp(take ?? 100, 1, MaxRows), cancellationToken)).Select(d => DeliveryView.Of(d, d.Result!)));

    private static async Task<IResult> RetryAsync(DeliveryLedger ledger, long id, CancellationToken cancellationToken) =>
        await ledger.RetryAsync(id, cancellationToken) switch
        {
            null => Results.NotFound(),
            true => Results.Accepted(),
            false => Results.Conflict("It is delivered, being sent, or held: what is held is released, not retried."),
        };

    private static async Task<IResult> RetryAllAsync(DeliveryLedger ledger, string? destination, CancellationToken cancellationToken) =>
        Results.Ok(new { Retried = await ledger.RetryAllAsync(destination, cancellationToken) });

    private static async Task<IResult> ReleaseAsync(DeliveryLedger ledger, long? id, string? series, string? destination, CancellationToken cancellationToken) =>
        Results.Ok(new { Released = await ledger.ReleaseAsync(new(id, series, destination), cancellationToken) });

    // the name of the file is a hash of the UID, so what the caller writes never becomes a path
    private static IResult FileAsync(ResultFiles files, string sopInstanceUid) => files.Find(sopInstanceUid) is string path
        ? Results.File(path, "application/dicom", $"{Path.GetFileName(path)}", enableRangeProcessing: true)
        : Results.NotFound();

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), reason = e.Value.Description }),
            },
            s_indented));
    }

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>A model of the folder, or why it is none.</summary>
    private sealed record ModelView(string Id, string? Version, string? Title, IReadOnlyList<string> Segments, string? Problem, WarmState? Warm)
    {
        public static ModelView Of(string id, ModelCatalog models, WarmModels warm)
        {
            try
            {
                ModelManifest manifest = models.Get(id).Manifest;
                return new(id, manifest.Version, manifest.DisplayName, [.. manifest.Segments.Select(s => s.Name)], null, warm.Find(id));
            }
            catch (ModelException e)
            {
                return new(id, null, null, [], e.Message, null);
            }
        }
    }
}
