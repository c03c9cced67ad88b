using DicomNode.Web.Views;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web;

/// <summary>Whether the node lives, and whether it can work. Everybody may ask, as the probes of load balancers and supervisors do; the reasons are for who may see.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", s_methods, () => TypedResults.Ok(new HealthView(nameof(HealthStatus.Healthy), null)))
            .WithSummary("That the node answers.")
            .AllowAnonymous();
        routes.MapMethods("/health/ready", s_methods, ReadyAsync)
            .WithSummary("Whether the node can work, with the reason of each check for who may see it.")
            .Produces<HealthView>()
            .Produces<HealthView>(StatusCodes.Status503ServiceUnavailable)
            .AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, HealthCheckService checks, IAuthorizationService access, CancellationToken cancellationToken)
    {
        HealthReport report = await checks.CheckHealthAsync(cancellationToken);
        bool maySee = (await access.AuthorizeAsync(context.User, null, Access.See)).Succeeded;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new HealthView(report.Status.ToString(), maySee ? CheckView.Of(report) : null),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
