using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Cli;

/// <summary>How the commands write JSON.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it goes to a terminal or a file, never into HTML
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions s_configuration = new(s_options) { PropertyNamingPolicy = null };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, s_options);

    /// <summary>With the names that the configuration file has.</summary>
    public static string OfConfiguration<T>(T value) => JsonSerializer.Serialize(value, s_configuration);
}
