using DicomNode.Storage.Files;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>The objects that the node made.</summary>
internal static class ResultEndpoints
{
    private const string Dicom = "application/dicom";

    public static RouteGroupBuilder MapResults(this RouteGroupBuilder api)
    {
        api.MapGet("/results/{sopInstanceUid}", File)
            .WithSummary("A result as a DICOM file.")
            .Produces<byte[]>(StatusCodes.Status200OK, Dicom)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.See);
        return api;
    }

    // the name of the file is a hash of the UID, so what the caller writes never becomes a path
    private static Results<PhysicalFileHttpResult, ProblemHttpResult> File(ResultFiles files, string sopInstanceUid) => files.Find(sopInstanceUid) is string path
        ? TypedResults.PhysicalFile(path, Dicom, Path.GetFileName(path), enableRangeProcessing: true)
        : Problems.NotFound("The node has no such result: it was never made, or it was removed after the time that Retention says.");
}
