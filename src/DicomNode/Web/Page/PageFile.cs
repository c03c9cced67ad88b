using System.IO.Compression;
using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace DicomNode.Web.Page;

/// <summary>A file of the page, embedded compressed by build.mjs.</summary>
/// <param name="Name">As the browser asks for it.</param>
/// <param name="ETag">Of its content.</param>
/// <param name="Resource">Its name in the assembly: page/DIGEST.NAME.gz.</param>
internal sealed record PageFile(string Name, EntityTagHeaderValue ETag, string Resource)
{
    private const string Prefix = "page/", Suffix = ".gz";
    private static readonly Assembly s_assembly = typeof(PageFile).Assembly;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, PageFile> All { get; } = s_assembly.GetManifestResourceNames()
        .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(Of)
        .ToDictionary(f => f.Name, StringComparer.Ordinal);

    public string ContentType => Path.GetExtension(Name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".wasm" => "application/wasm",
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>Its name changes with its content, so a browser need not ask for it again.</summary>
    public bool IsImmutable => Path.GetExtension(Name) is not (".html" or ".txt");

    public Stream OpenCompressed() => s_assembly.GetManifestResourceStream(Resource)!;

    public Stream Open() => new GZipStream(OpenCompressed(), CompressionMode.Decompress);

    private static PageFile Of(string resource)
    {
        string[] digestAndName = resource[Prefix.Length..^Suffix.Length].Split('.', 2);
        return new(digestAndName[1], new EntityTagHeaderValue($"\"{digestAndName[0]}\""), resource);
    }
}
