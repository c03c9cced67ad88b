using DicomNode.Dicom.Data;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>Images that cannot be read are an answer that says why: 422, problem details. The messages name files and attributes, never a patient.</summary>
internal sealed class UnreadableImages : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is VolumeException or DicomDataException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Problem("A file of the series cannot be read: it was removed meanwhile, or the disk fails.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }
}
