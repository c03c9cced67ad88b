using DicomNode.Configuration;
using DicomNode.Conformance;
using DicomNode.Diagnosing;
using DicomNode.Notifying;
using DicomNode.Viewing;
using DicomNode.Explaining;
using DicomNode.Web.Guarding;
using DicomNode.Web.Live;
using DicomNode.Web.Page;

namespace DicomNode.Web;

/// <summary>Everything that the node answers over HTTP. Each topic has a class of its own, and each endpoint asks for a policy of <see cref="Access"/>.</summary>
internal static class WebEndpoints
{
    public static void MapWeb(this WebApplication application, NodeOptions options)
    {
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.UseGuarding(options);
        application.MapHealth();
        application.MapOpenApi().RequireAuthorization(Access.See);
        application.MapPage();
        application.MapGroup("/api/v1")
            .MapSession()
            .MapLive()
            .MapSeries()
            .MapDeliveries()
            .MapModels()
            .MapResults()
            .MapPeers()
            .MapConformance()
            .MapImages()
            .MapStructures()
            .MapNotifications()
            .MapRouteTest();
    }
}
