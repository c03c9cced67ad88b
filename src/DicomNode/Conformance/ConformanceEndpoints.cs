using DicomNode.Configuration;
using DicomNode.Dicom.Pixels;
using DicomNode.Web;

namespace DicomNode.Conformance;

/// <summary>The conformance statement of this node, as it runs.</summary>
internal static class ConformanceEndpoints
{
    public static RouteGroupBuilder MapConformance(this RouteGroupBuilder api)
    {
        api.MapGet("/conformance", (NodeOptions options, IFrameDecoder decoder, CancellationToken cancellationToken) =>
                TypedResults.Text(new ConformanceStatement(options, decoder).Write(cancellationToken), "text/markdown; charset=utf-8"))
            .WithSummary("The DICOM conformance statement of this node (PS3.2) and its IHE integration statement, as Markdown.")
            .RequireAuthorization(Access.See);
        return api;
    }
}
