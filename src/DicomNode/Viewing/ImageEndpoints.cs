using System.Security.Cryptography;
using System.Text;
using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DicomNode.Viewing;

/// <summary>Series to be looked at.</summary>
internal static class ImageEndpoints
{
    private const int LeastVoxels = 16;

    public static RouteGroupBuilder MapImages(this RouteGroupBuilder api)
    {
        RouteGroupBuilder images = api.MapGroup("/series/{seriesInstanceUid}");
        images.RequireAuthorization(Access.See)
            .AddEndpointFilter<UnreadableImages>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        images.MapGet("/image", ShowAsync)
            .WithSummary("What a viewer has to know of a series: its volumes, where they lie, windows, and results with structures.")
            .Produces<ImageView>();
        images.MapGet("/slices/{z}", SliceAsync)
            .WithSummary("The values of a slice in the units of the modality: Slice-Rows times Slice-Columns values of Slice-Type (int16 or float32, little endian), row by row.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .Produces(StatusCodes.Status304NotModified);
        images.MapGet("/volume.nii.gz", VolumeAsync)
            .WithSummary("The volume as NIfTI; with max, of blocks of voxels, so that no axis has more.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/gzip")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        images.MapGet("/header", HeaderAsync)
            .WithSummary("Whose images they are and what was taken, read from the first file now. Without the patient when Http:ShowPatients is false.")
            .Produces<IReadOnlyDictionary<string, string>>();
        return api;
    }

    private static async Task<IResult> ShowAsync(ViewedSeries viewed, ImageViews views, string seriesInstanceUid, int? volume, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        return await FindAsync(viewed, seriesInstanceUid, volume, cancellationToken) is ({ } series, { } shown)
            ? ViewingJson.Of(await views.OfAsync(series, volume ?? 0, cancellationToken))
            : Unknown(volume);
    }

    private static async Task<IResult> SliceAsync(
        ViewedSeries viewed, SliceReader slices, string seriesInstanceUid, int z, int? volume, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(viewed, seriesInstanceUid, volume, cancellationToken) is not ({ }, { } shown))
        {
            return Unknown(volume);
        }

        if (z < 0 || z >= shown.Slices.Count)
        {
            return Problems.NotFound($"There is no slice {z}: they are counted from 0 to {shown.Slices.Count - 1}.");
        }

        if (context.IsKnown(SliceReader.TagOf(shown, z)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        EncodedSlice slice = await slices.ReadAsync(shown, z, cancellationToken);
        IHeaderDictionary headers = context.Response.Headers;
        headers["Slice-Columns"] = $"{shown.Columns}";
        headers["Slice-Rows"] = $"{shown.Rows}";
        headers["Slice-Type"] = slice.SampleType;
        headers["Slice-Rescale"] = $"{shown.Source.Slices[z].Header.GetDouble(Tags.RescaleSlope) ?? 1:R} {shown.Source.Slices[z].Header.GetDouble(Tags.RescaleIntercept) ?? 0:R}";
        headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Bytes(slice.Plain());
        }

        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(slice.Gzip);
    }

    private static async Task<IResult> VolumeAsync(
        ViewedSeries viewed, VolumeDownloads downloads, SliceFiles files, string seriesInstanceUid, int? volume, int? max, HttpContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(viewed, seriesInstanceUid, volume, cancellationToken) is not ({ }, { } shown))
        {
            return Unknown(volume);
        }

        if (GridOf(shown, max) is not CoarseGrid grid)
        {
            return TooCoarse();
        }

        if (context.IsKnown(TagOf($"{shown.Digest} {shown.Label} {max}")))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        files.Read(shown, 0, new float[shown.Source.PixelsPerFrame], isRescaled: true); // what cannot be read at all says so before anything is sent
        return new NiftiResult("volume.nii.gz", (to, token) => downloads.WriteImageAsync(to, shown, grid, token));
    }

    private static async Task<IResult> HeaderAsync(
        SeriesLedger ledger, DataFolder folder, [FromServices] NodeOptions options, string seriesInstanceUid, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return (await ledger.InstancesAsync(seriesInstanceUid, cancellationToken)).FirstOrDefault(i => i.IsInUse) is Instance first
            ? TypedResults.Ok(PatientHeader.Read(folder.FullPath(first.Path), options.Http.ShowPatients))
            : Unknown(null);
    }

    /// <returns>Null: <paramref name="max"/> is too little.</returns>
    /// <exception cref="VolumeException">They are no volume; says why.</exception>
    internal static CoarseGrid? GridOf(ShownVolume volume, int? max) => volume.Grid is not Geometry geometry
        ? throw new VolumeException(volume.Problem!)
        : max < LeastVoxels ? null : CoarseGrid.Of(new(volume.Slices.Count, volume.Rows, volume.Columns), geometry, max);

    internal static IResult TooCoarse() => TypedResults.Problem($"max: at least {LeastVoxels} voxels along an axis.", statusCode: StatusCodes.Status400BadRequest);

    internal static string TagOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static async Task<(ShownSeries? Series, ShownVolume? Volume)> FindAsync(ViewedSeries viewed, string seriesInstanceUid, int? volume, CancellationToken cancellationToken) =>
        await viewed.FindAsync(seriesInstanceUid, cancellationToken) is not ShownSeries series ? default
        : series.Volumes.Count == 0 ? throw new VolumeException(series.Sentence)
        : (series, series.Volumes.ElementAtOrDefault(volume ?? 0));

    private static ProblemHttpResult Unknown(int? volume) =>
        Problems.NotFound($"The node has no such series{(volume > 0 ? $", or no volume {volume} of it" : "")}: it was never received, or it was removed after the time that Retention says.");
}
