using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Cli;

/// <summary>Finds the model that a command names: a folder, or an id in the models folder.</summary>
internal static class ModelLocation
{
    /// <exception cref="UsageException">There is no such model.</exception>
    /// <exception cref="ModelException">It cannot be used.</exception>
    public static ModelFolder Load(string idOrFolder, ModelsOptions options) => ModelFolder.Load(Find(idOrFolder, options));

    /// <exception cref="UsageException">There is no such model.</exception>
    public static string Find(string idOrFolder, ModelsOptions options)
    {
        string root = NodeConfiguration.Resolve(options.Folder);
        string inRoot = Path.Combine(root, idOrFolder);
        if (File.Exists(Path.Combine(inRoot, ModelFolder.ManifestName)))
        {
            return inRoot;
        }

        return Directory.Exists(idOrFolder) || File.Exists(idOrFolder)
            ? idOrFolder
            : throw new UsageException($"{idOrFolder}: no such model in {root} and no such folder. There are {string.Join(", ", ModelFolder.Find(root).Select(Path.GetFileName))}.");
    }
}
