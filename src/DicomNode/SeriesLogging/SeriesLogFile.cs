using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.SeriesLogging;

/// <summary>The file of one series: a JSON object per line, the oldest first. It never grows beyond <see cref="MaxBytes"/>; the oldest lines go then.</summary>
internal static class SeriesLogFile
{
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="IOException">The disk does not take it. What is there stays readable.</exception>
    public static void Append(string path, IEnumerable<SeriesLogLine> lines)
    {
        byte[] added = Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => JsonSerializer.Serialize(l, s_json) + "\n")));
        using (FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            file.Write(added);
            if (file.Length <= MaxBytes)
            {
                return;
            }
        }

        byte[] all = File.ReadAllBytes(path);
        int from = Array.IndexOf(all, (byte)'\n', all.Length - (MaxBytes / 2)) + 1;
        string rest = path + ".part";
        File.WriteAllBytes(rest, all[from..]);
        File.Move(rest, path, overwrite: true);
    }

    /// <summary>Empty when there is no file. What cannot be read as a line, such as one that a full disk cut off, is left out.</summary>
    /// <exception cref="IOException">It is there and cannot be read now.</exception>
    public static IReadOnlyList<SeriesLogLine> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(Parse).OfType<SeriesLogLine>()];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static SeriesLogLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SeriesLogLine>(line, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
