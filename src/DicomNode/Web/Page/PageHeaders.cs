namespace DicomNode.Web.Page;

/// <summary>What the browser may do with the page: load from here, talk to here, and nothing else. What holds for every answer is in <see cref="Guarding.SecurityHeaders"/>.</summary>
internal static class PageHeaders
{
    /// <summary>No inline script or style, no eval, no frame around it. Images made in the page are blob: or data:.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
