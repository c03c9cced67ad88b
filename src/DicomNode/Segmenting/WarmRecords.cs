using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Segmenting;

/// <summary>What the last warming of each model found, as files: for commands that run while no node does. They may be removed at any time.</summary>
internal sealed class WarmRecords(string engineFolder)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
    private readonly string _folder = Path.Combine(engineFolder, "warm");

    public WarmState? Read(string id)
    {
        try
        {
            string file = FileOf(id);
            return File.Exists(file) ? JsonSerializer.Deserialize<WarmState>(File.ReadAllText(file), s_json) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // it says nothing, then
        }
    }

    /// <summary>Keeps the state. Without room, or in a folder that others own, nothing is kept: a model runs without it.</summary>
    public void Write(WarmState state)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            string file = FileOf(state.Id), part = file + ".part";
            File.WriteAllText(part, JsonSerializer.Serialize(state, s_json));
            File.Move(part, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // see above
        }
    }

    private string FileOf(string id) => Path.Combine(_folder, $"{Path.GetFileName(id)}.json");
}
