using Microsoft.Net.Http.Headers;

namespace DicomNode.Web.Page;

/// <summary>The operator's page. Everybody gets it: it shows nothing that the API does not give, and the API asks who it is.</summary>
internal static class PageEndpoints
{
    private const string Index = "index.html";
    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", s_methods, (HttpContext context) => Serve(context, Index)).ExcludeFromDescription().AllowAnonymous();
        routes.MapMethods("/page/{file}", s_methods, Serve).ExcludeFromDescription().AllowAnonymous();
    }

    private static IResult Serve(HttpContext context, string file)
    {
        if (!PageFile.All.TryGetValue(file, out PageFile? found))
        {
            return Results.NotFound();
        }

        PageHeaders.Write(context.Response.Headers);
        context.Response.Headers.CacheControl = found.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(context.Request))
        {
            return Results.Stream(found.Open(), found.ContentType, entityTag: found.ETag);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Stream(found.OpenCompressed(), found.ContentType, entityTag: new($"\"{found.ETag.Tag.AsSpan(1, found.ETag.Tag.Length - 2)}-gzip\""));
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Quality is not 0 && e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));
}
