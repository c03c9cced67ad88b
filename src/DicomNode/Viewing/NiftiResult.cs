using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>A NIfTI file that is made while it is sent. Should that fail, the connection breaks: half a volume must not look like one.</summary>
internal sealed class NiftiResult(string name, Func<Stream, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/gzip";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename={name}";
        try
        {
            await write(httpContext.Response.Body, httpContext.RequestAborted);
        }
        catch (Exception e) when (e is VolumeException or IOException or UnauthorizedAccessException)
        {
            httpContext.Abort();
        }
    }
}
