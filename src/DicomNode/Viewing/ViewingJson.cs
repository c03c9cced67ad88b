using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Viewing;

/// <summary>Answers of many numbers: on one line.</summary>
internal static class ViewingJson
{
    private static readonly JsonSerializerOptions s_compact = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IResult Of<T>(T value) => TypedResults.Json(value, s_compact);
}
