using System.Collections.Concurrent;
using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>
/// The models of the configured folder. Each is read and checked once, at its first use. One that cannot be used is read again when something in its folder has
/// changed: it may be mended while the node runs, and to verify a network of gigabytes at every question would be no help.
/// </summary>
internal sealed class ModelCatalog(NodeOptions options)
{
    private readonly ConcurrentDictionary<string, Entry> _read = new(StringComparer.Ordinal);

    public string Root { get; } = NodeConfiguration.Resolve(options.Models.Folder);

    /// <summary>Ids of all models: the names of their folders.</summary>
    public IEnumerable<string> Ids => ModelFolder.Find(Root).Select(f => Path.GetFileName(f)!);

    /// <exception cref="ModelException">There is no such model, or it cannot be used; the message lists every problem.</exception>
    public ModelFolder Get(string id)
    {
        Entry entry = _read.GetOrAdd(id, Read);
        try
        {
            return entry.Model.Value;
        }
        catch (ModelException) when (LastChange(id) != entry.LastChange)
        {
            _read.TryUpdate(id, Read(id), entry);
            return _read[id].Model.Value;
        }
    }

    private Entry Read(string id) => new(LastChange(id), new(() => ModelFolder.Load(Path.Combine(Root, id))));

    /// <summary>When something in the folder of a model was last written.</summary>
    /// <returns>UTC; null: there is no such folder.</returns>
    public DateTime? LastChange(string id)
    {
        DirectoryInfo folder = new(Path.Combine(Root, id));
        try
        {
            return folder.Exists ? folder.EnumerateFileSystemInfos().Append(folder).Max(f => f.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="LastChange">Of the folder, before it was read.</param>
    /// <param name="Model">Throws the same again while nothing has changed.</param>
    private sealed record Entry(DateTime? LastChange, Lazy<ModelFolder> Model);
}
