using System.Text.Json;
using DicomNode.Testing;

namespace DicomNode.Dicom.Tests;

/// <summary>What other readers said of the shared files: data/truth.json.</summary>
internal static class Truth
{
    private static readonly Lazy<JsonDocument> s_document = new(() => JsonDocument.Parse(File.ReadAllText(SharedData.Require("data/truth.json"))));

    /// <summary>The DICOM files with their facts.</summary>
    public static IEnumerable<(string Path, JsonElement Facts)> Entries() =>
        from entry in s_document.Value.RootElement.EnumerateObject()
        where !entry.Value.TryGetProperty("kind", out _)
        select (SharedData.Require("data/" + entry.Name), entry.Value);

    public static IEnumerable<string> Files() => Entries().Select(e => e.Path);

    public static string? Text(this JsonElement facts, string name) => facts.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
