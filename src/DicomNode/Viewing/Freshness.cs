using Microsoft.Net.Http.Headers;

namespace DicomNode.Viewing;

/// <summary>Answers that a browser may keep and has to ask about: they are about a patient, so nobody on the way keeps them.</summary>
internal static class Freshness
{
    /// <summary>Marks the answer with a tag that changes when it would.</summary>
    /// <returns>The caller has it already: 304 without a body.</returns>
    public static bool IsKnown(this HttpContext context, string tag)
    {
        EntityTagHeaderValue value = new($"\"{tag}\"");
        context.Response.Headers.ETag = value.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(value, useStrongComparison: false));
    }
}
