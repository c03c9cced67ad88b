using System.Security.Cryptography;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A model on disk: <c>model.json</c>, the network beside it, and what else the folder holds.</summary>
public sealed class ModelFolder
{
    public const string ManifestName = "model.json";

    private ModelFolder(string path, ModelManifest manifest, string networkFile)
    {
        Path = path;
        Manifest = manifest;
        NetworkFile = networkFile;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    public ModelManifest Manifest { get; }

    /// <summary>Full path of the network file; it has the digest that the manifest gives. It exists, unless the manifest names a server's model.</summary>
    public string NetworkFile { get; }

    /// <summary>Reads and checks everything that can be checked without running the network.</summary>
    /// <param name="folder">The model's folder, or its <c>model.json</c>.</param>
    /// <exception cref="ModelException">Something is missing, wrong, or not supported; every problem is listed.</exception>
    public static ModelFolder Load(string folder)
    {
        string path = FolderOf(folder);
        string file = System.IO.Path.Combine(path, ManifestName);
        if (!File.Exists(file))
        {
            throw new ModelException(path, [new ManifestProblem("", $"There is no {ManifestName} in this folder.")]);
        }

        ModelManifest manifest = ManifestJson.Read(File.ReadAllBytes(file), file);
        List<ManifestProblem> problems = [.. ManifestCheck.Problems(manifest)];
        string network = System.IO.Path.Combine(path, manifest.Network.File);
        if (problems.TrueForAll(p => p.Key != "network.file"))
        {
            problems.AddRange(NetworkProblems(manifest.Network, network));
            problems.AddRange(OtherFiles(manifest).Where(f => ManifestCheck.IsFileName(f.File)).SelectMany(f => FileProblems(f.Key, System.IO.Path.Combine(path, f.File), f.Sha256)));
        }

        return problems.Count == 0 ? new ModelFolder(path, manifest, network) : throw new ModelException(file, problems);
    }

    /// <summary>The same as <see cref="Load"/> for who wants the list and not the model; empty when the model can be used.</summary>
    public static IReadOnlyList<ManifestProblem> Check(string folder)
    {
        try
        {
            Load(folder);
            return [];
        }
        catch (ModelException e)
        {
            return e.Problems;
        }
    }

    /// <summary>Folders below <paramref name="root"/> that hold a manifest, by name.</summary>
    public static IEnumerable<string> Find(string root) => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Where(d => File.Exists(System.IO.Path.Combine(d, ManifestName))).Order(StringComparer.Ordinal)
        : [];

    private static string FolderOf(string folder)
    {
        string full = System.IO.Path.GetFullPath(folder);
        return System.IO.Path.GetFileName(full) == ManifestName ? System.IO.Path.GetDirectoryName(full)! : full.TrimEnd(System.IO.Path.DirectorySeparatorChar);
    }

    private static IEnumerable<ManifestProblem> NetworkProblems(NetworkSpec network, string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            if (network.Triton is null) // a server may have it alone
            {
                yield return new("network.file", $"{network.File} is not in the model's folder.");
            }

            yield break;
        }

        if (network.SizeBytes is long size && size != info.Length)
        {
            yield return new("network.sizeBytes", $"{network.File} has {info.Length} bytes, the manifest says {size}: the file is not the one that was described.");
        }

        foreach (ManifestProblem problem in FileProblems("network", file, network.Sha256))
        {
            yield return problem;
        }
    }

    // every network besides the first
    private static IEnumerable<(string Key, string File, string? Sha256)> OtherFiles(ModelManifest manifest) =>
        manifest.Network.Ensemble.Select((fold, i) => ($"network.ensemble[{i}]", fold.File, fold.Sha256))
            .Concat((manifest.Compose?.Union ?? []).Select((part, i) => ($"compose.union[{i}]", part.File, part.Sha256)));

    private static IEnumerable<ManifestProblem> FileProblems(string key, string file, string? sha256)
    {
        if (!File.Exists(file))
        {
            yield return new($"{key}.file", $"{System.IO.Path.GetFileName(file)} is not in the model's folder.");
        }
        else if (sha256 is not null && Sha256Of(file) is string actual && actual != sha256)
        {
            yield return new($"{key}.sha256", $"{System.IO.Path.GetFileName(file)} has {actual}: the file is not the one that was described.");
        }
    }

    private static string Sha256Of(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
