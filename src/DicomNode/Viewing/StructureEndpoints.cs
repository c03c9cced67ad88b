using DicomNode.Segmentation.Reading;
using DicomNode.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Viewing;

/// <summary>Structures of results, on the series that they were made from.</summary>
internal static class StructureEndpoints
{
    public static RouteGroupBuilder MapStructures(this RouteGroupBuilder api)
    {
        RouteGroupBuilder results = api.MapGroup("/results/{sopInstanceUid}");
        results.RequireAuthorization(Access.See)
            .AddEndpointFilter<UnreadableImages>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        results.MapGet("/structures", ShowAsync)
            .WithSummary("The structures of a segmentation or structure set, measured on its series.")
            .Produces<StructuresView>();
        results.MapGet("/contours", ContoursAsync)
            .WithSummary("Their outlines on slice z, in pixels: whole numbers are the centres of pixels. Filled together by the even-odd rule they are the structure.")
            .Produces<ContoursView>()
            .Produces(StatusCodes.Status304NotModified);
        results.MapGet("/labels.nii.gz", LabelsAsync)
            .WithSummary("The structures as labels on the grid of the volume, or, with max, on that of the volume with the same max. Structures that overlap others are in a further layer.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/gzip")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        return api;
    }

    private static async Task<IResult> ShowAsync(ViewedResults results, string sopInstanceUid, HttpContext context, CancellationToken cancellationToken)
    {
        if (await results.FindAsync(sopInstanceUid, cancellationToken) is not ResultOnVolume result)
        {
            return Unknown();
        }

        return context.IsKnown(ImageEndpoints.TagOf($"structures {result.Row.Sha256} {result.ContentTag}"))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ViewingJson.Of(StructuresView.Of(result, await results.DrawAsync(result, cancellationToken)));
    }

    private static async Task<IResult> ContoursAsync(ViewedResults results, string sopInstanceUid, int z, HttpContext context, CancellationToken cancellationToken)
    {
        if (await results.FindAsync(sopInstanceUid, cancellationToken) is not ResultOnVolume result)
        {
            return Unknown();
        }

        if (z < 0 || z >= result.Volume.Slices.Count)
        {
            return Problems.NotFound($"There is no slice {z}: they are counted from 0 to {result.Volume.Slices.Count - 1}.");
        }

        return context.IsKnown(ImageEndpoints.TagOf($"contours {z} {result.Row.Sha256} {result.ContentTag}"))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : ViewingJson.Of(ContoursView.Of(z, await results.DrawAsync(result, cancellationToken)));
    }

    private static async Task<IResult> LabelsAsync(
        ViewedResults results, VolumeDownloads downloads, string sopInstanceUid, int? max, int? layer, HttpContext context, CancellationToken cancellationToken)
    {
        if (await results.FindAsync(sopInstanceUid, cancellationToken) is not ResultOnVolume result)
        {
            return Unknown();
        }

        if (ImageEndpoints.GridOf(result.Volume, max) is not CoarseGrid grid)
        {
            return ImageEndpoints.TooCoarse();
        }

        if (context.IsKnown(ImageEndpoints.TagOf($"labels {result.Row.Sha256} {result.ContentTag} {max} {layer}")))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        ReadStructures structures = await results.ReadAsync(result, cancellationToken);
        return (layer ?? 0) is int wanted && wanted >= 0 && wanted <= structures.Layers.DefaultIfEmpty().Max()
            ? new NiftiResult("labels.nii.gz", (to, token) => downloads.WriteLabelsAsync(to, structures, wanted, grid, token))
            : Problems.NotFound($"There is no layer {wanted}: they are counted from 0 to {structures.Layers.DefaultIfEmpty().Max()}.");
    }

    private static ProblemHttpResult Unknown() =>
        Problems.NotFound("The node has no such result with structures: it was never made, is no segmentation or structure set, or was removed after the time that Retention says.");
}
