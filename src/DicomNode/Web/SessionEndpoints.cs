using DicomNode.Configuration;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>Who the caller is, signing in and out.</summary>
internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSession(this RouteGroupBuilder api)
    {
        api.MapGet("/session", Show)
            .WithSummary("Who the caller is to this node, what they may do, and how they sign in.")
            .AllowAnonymous();
        return api;
    }

    private static Ok<SessionView> Show(NodeOptions options) => TypedResults.Ok(new SessionView(null, Access.All, SignInKind.None, Product.Version, options.Listener.AeTitle));
}
