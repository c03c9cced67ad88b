using DicomNode.Segmenting;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>The models of the node's folder.</summary>
internal static class ModelEndpoints
{
    public static RouteGroupBuilder MapModels(this RouteGroupBuilder api)
    {
        api.MapGet("/models", List)
            .WithSummary("The models, whether they can be used, and how near they are to running.")
            .RequireAuthorization(Access.See);
        return api;
    }

    private static Ok<ModelView[]> List(ModelCatalog models, WarmModels warm) => TypedResults.Ok(models.Ids.Select(id => ModelView.Of(id, models, warm)).ToArray());
}
