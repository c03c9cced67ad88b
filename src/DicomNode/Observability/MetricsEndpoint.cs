using DicomNode.Observability.Exposition;
using DicomNode.Observability.Figures;

namespace DicomNode.Observability;

/// <summary><c>GET /metrics</c>: Prometheus text, or OpenMetrics for who asks for it.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) => routes.MapGet(Path, GetAsync).ExcludeFromDescription().RequireAuthorization(MetricsAccess.Policy);

    private static async Task<IResult> GetAsync(HttpContext context, MetricReader reader, NodeFigures figures, CancellationToken cancellationToken)
    {
        await figures.FreshenAsync(cancellationToken);
        ExpositionFormat format = ExpositionFormats.Choose(context.Request.GetTypedHeaders().Accept);
        return Results.Text(reader.Read(format), format.ContentType());
    }
}
