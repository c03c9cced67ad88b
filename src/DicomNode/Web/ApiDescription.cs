using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DicomNode.Web;

/// <summary>The API as an OpenAPI document, <c>/openapi/v1.json</c>: made from the endpoints, so it cannot say something else than they do.</summary>
internal static class ApiDescription
{
    private const string Document = "v1", Basic = "basic";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, o =>
    {
        o.AddDocumentTransformer(static (document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        o.AddOperationTransformer(static (operation, context, _) =>
        {
            AddRefusals(operation, context);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = Product.Name,
            Version = Product.Version,
            Description = "What a node received, what it made of it and where that went. Times are UTC. Errors are problem details (RFC 9457) whose detail says what to do. "
                + "Where the node has accounts, programs sign in with HTTP Basic.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Basic] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Basic };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Basic, document)] = [] }];
    }

    private static void AddRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        string? role = metadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        if (role is null || metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        operation.Responses ??= [];
        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "The node does not know who asks." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = $"Who asks has not the role {role.ToLowerInvariant()}, or a page of another site asks." });
    }
}
