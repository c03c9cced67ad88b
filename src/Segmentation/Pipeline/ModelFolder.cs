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
        Parts = [.. PartsOf(manifest).Select(part => new ModelFolder(path, part, System.IO.Path.Combine(path, part.Network.File)))];
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    public ModelManifest Manifest { get; }

    /// <summary>Full path of the network file; it has the digest that the manifest gives. It exists, unless the manifest names a server's model.</summary>
    public string NetworkFile { get; }

    /// <summary>The model whose labels say where this one looks (compose.cropFrom); null: it looks everywhere.</summary>
    public ModelFolder? CropModel { get; private init; }

    /// <summary>
    /// The networks whose labels are put together (compose.union, network.ensembleOn labels-vote), each as a model of its own without steps on the reference grid. Empty: it is
    /// one network, or one mean of scores.
    /// </summary>
    public IReadOnlyList<ModelFolder> Parts { get; }

    /// <summary>This model without the steps on the reference grid, for who applies them to a larger one.</summary>
    internal ModelFolder WithoutReferenceSteps() => new(Path, Manifest with { Postprocess = [.. Manifest.Postprocess.Where(s => s.OnGrid == PostGrid.Model)] }, NetworkFile);

    /// <summary>The network files whose digest the manifest does not give. Those of the others were verified when the model was loaded.</summary>
    public IEnumerable<string> UndescribedFiles =>
        from file in OtherFiles(Manifest).Prepend(("", Manifest.Network.File, Manifest.Network.Sha256))
        where file.Sha256 is null
        select System.IO.Path.Combine(Path, file.File);

    /// <summary>Reads and checks everything that can be checked without running the network.</summary>
    /// <param name="folder">The model's folder, or its <c>model.json</c>.</param>
    /// <exception cref="ModelException">Something is missing, wrong, or not supported; every problem is listed.</exception>
    public static ModelFolder Load(string folder) => Load(folder, mayCrop: true);

    private static ModelFolder Load(string folder, bool mayCrop)
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

        ModelFolder? crop = null;
        if (problems.Count == 0 && manifest.Compose?.CropFrom is { } cropFrom)
        {
            crop = CropModelOf(manifest, cropFrom, path, mayCrop, problems);
        }

        return problems.Count == 0 ? new ModelFolder(path, manifest, network) { CropModel = crop } : throw new ModelException(file, problems);
    }

    /// <summary>The same as <see cref="Load(string)"/> for who wants the list and not the model; empty when the model can be used.</summary>
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

    // beside the model's own folder, in one that bears its id
    private static ModelFolder? CropModelOf(ModelManifest manifest, CropFromSpec cropFrom, string path, bool mayCrop, List<ManifestProblem> problems)
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? path, cropFrom.Model);
        if (!mayCrop)
        {
            problems.Add(new("compose.cropFrom", "A model that says where another one looks must look everywhere itself."));
            return null;
        }

        try
        {
            ModelFolder model = Load(folder, mayCrop: false);
            if (Composition.InputsOf(model.Manifest, manifest) is null)
            {
                problems.Add(new("compose.cropFrom.model", $"{cropFrom.Model} takes {string.Join(", ", model.Manifest.Inputs.Select(i => i.Name))}; all of them must be inputs of this model, by name."));
            }

            return model;
        }
        catch (ModelException e)
        {
            problems.AddRange(e.Problems.Select(p => new ManifestProblem("compose.cropFrom.model", $"{cropFrom.Model}, expected in {folder}, cannot be used: {p}")));
            return null;
        }
    }

    private static IEnumerable<ModelManifest> PartsOf(ModelManifest manifest)
    {
        NetworkSpec network = manifest.Network;
        IReadOnlyList<(string File, string? Sha256)> others = manifest.Compose is { Union.Count: > 0 } compose ? [.. compose.Union.Select(u => (u.File, u.Sha256))]
            : network is { EnsembleOn: EnsembleOn.LabelsVote, Ensemble.Count: > 0 } ? [.. network.Ensemble.Select(f => (f.File, f.Sha256))]
            : [];
        return others.Count == 0 ? [] : others.Prepend((network.File, network.Sha256)).Select(part => manifest with
        {
            Compose = null,
            Postprocess = [.. manifest.Postprocess.Where(s => s.OnGrid == PostGrid.Model)],
            Network = network with { File = part.File, Sha256 = part.Sha256, SizeBytes = null, Ensemble = [], EnsembleOn = EnsembleOn.Logits },
        });
    }

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
