using System.Text.Json;
using System.Text.Json.Serialization;
using DicomNode.Storage.Files;

namespace DicomNode.Notifying;

/// <summary>
/// The book as one file of the data folder, replaced as a whole: a decision and the message that follows from it become durable together. No table, because the
/// index is one of the things that messages are about.
/// </summary>
internal sealed class NotificationBookFile(DataFolder folder, ILogger<NotificationBookFile> logger)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };
    private readonly Lock _gate = new();
    private NotificationBook? _book;

    /// <summary>Where this room keeps its files.</summary>
    public string Folder { get; } = Path.Combine(folder.Root, "notifications");

    private string FilePath => Path.Combine(Folder, "book.json");

    public NotificationBook Current
    {
        get
        {
            lock (_gate)
            {
                return _book ??= Read();
            }
        }
    }

    /// <summary>Takes the change over when it is on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it, and nothing has changed.</exception>
    public void Change(Func<NotificationBook, NotificationBook> change)
    {
        lock (_gate)
        {
            NotificationBook before = _book ??= Read(), after = change(before);
            if (!ReferenceEquals(after, before))
            {
                Directory.CreateDirectory(Folder);
                WholeFile.Replace(FilePath, JsonSerializer.SerializeToUtf8Bytes(after, s_json));
                _book = after;
            }
        }
    }

    private NotificationBook Read()
    {
        try
        {
            return WholeFile.Read(FilePath) is { } bytes ? JsonSerializer.Deserialize<NotificationBook>(bytes, s_json) ?? new() : new();
        }
        catch (JsonException e) // of a hand, or of a disk that forgets what it was told to keep: what lasts is told anew
        {
            NotifyingLog.BookUnreadable(logger, FilePath, e.Message);
            return new();
        }
    }
}
