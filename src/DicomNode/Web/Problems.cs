using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Web;

/// <summary>Why a request was not done, and what to do: problem details, RFC 9457.</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem(what, statusCode: StatusCodes.Status404NotFound);

    /// <summary>The request is right, and the state of the thing forbids it.</summary>
    public static ProblemHttpResult Conflict(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict);

    /// <summary>The same from where no endpoint answers.</summary>
    public static Task WriteAsync(HttpContext context, int status, string why) => TypedResults.Problem(why, statusCode: status).ExecuteAsync(context);
}
