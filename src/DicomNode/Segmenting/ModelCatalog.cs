using System.Collections.Concurrent;
using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>The models of the configured folder. Each is read and checked once, at its first use.</summary>
internal sealed class ModelCatalog(NodeOptions options)
{
    private readonly ConcurrentDictionary<string, Lazy<ModelFolder>> _loaded = new(StringComparer.Ordinal);

    public string Root { get; } = NodeConfiguration.Resolve(options.Models.Folder);

    /// <summary>Ids of all models: the names of their folders.</summary>
    public IEnumerable<string> Ids => ModelFolder.Find(Root).Select(f => Path.GetFileName(f)!);

    /// <summary>When something in the folder of a model was last written, UTC; null: there is none.</summary>
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

    /// <exception cref="ModelException">There is no such model, or it cannot be used; the message lists every problem.</exception>
    public ModelFolder Get(string id)
    {
        Lazy<ModelFolder> model = _loaded.GetOrAdd(id, i => new(() => ModelFolder.Load(Path.Combine(Root, i))));
        try
        {
            return model.Value;
        }
        catch (ModelException)
        {
            _loaded.TryRemove(KeyValuePair.Create(id, model)); // it may be mended while the node runs
            throw;
        }
    }
}
