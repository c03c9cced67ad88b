using DicomNode.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace DicomNode.Web;

/// <summary>An index that is locked, full or unreachable for a moment is no fault of the request.</summary>
internal sealed class IndexTroubleHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IndexTrouble.Is(exception))
        {
            return false;
        }

        await Problems.WriteAsync(httpContext, StatusCodes.Status503ServiceUnavailable, "The index cannot be used at the moment; receiving goes on. Try again, and look at /health/ready.");
        return true;
    }
}
