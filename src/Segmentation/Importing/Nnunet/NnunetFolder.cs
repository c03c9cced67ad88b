namespace DicomNode.Segmentation.Importing.Nnunet;

/// <summary>The files of an nnU-Net v2 results folder of one configuration, <c>TRAINER__PLANS__CONFIGURATION</c>.</summary>
/// <param name="Path">The folder itself.</param>
/// <param name="Folds">ONNX files in the order of their folds.</param>
internal sealed record NnunetFolder(string Path, IReadOnlyList<string> Folds)
{
    public string Plans => System.IO.Path.Combine(Path, "plans.json");

    public string Dataset => System.IO.Path.Combine(Path, "dataset.json");

    /// <summary>What only the checkpoint knows, exported beside the networks.</summary>
    public string CheckpointFacts => System.IO.Path.Combine(Path, "checkpoint_facts.json");

    /// <summary>The configuration that the folder's name ends in; null when it is called otherwise.</summary>
    public string? Configuration => System.IO.Path.GetFileName(Path).Split("__") is [_, _, string configuration] ? configuration : null;

    /// <returns>Null: no nnU-Net folder.</returns>
    /// <exception cref="ImportException">The folder holds several configurations, or files of nnU-Net v1.</exception>
    public static NnunetFolder? Find(string folder)
    {
        if (IsResult(folder))
        {
            return new NnunetFolder(folder, FoldsOf(folder));
        }

        string[] below = [.. Directory.EnumerateDirectories(folder).Where(IsResult).Order(StringComparer.Ordinal)];
        return below.Length switch
        {
            1 => new NnunetFolder(below[0], FoldsOf(below[0])),
            > 1 => throw ImportException.At(null, $"The folder holds {below.Length} trained configurations: name one of {string.Join(", ", below.Select(System.IO.Path.GetFileName))}."),
            _ when File.Exists(System.IO.Path.Combine(folder, "plans.pkl")) => throw ImportException.At(null, "plans.pkl is a pickle of nnU-Net v1, which is not read: a pickle can run code. Models of nnU-Net v2 have plans.json."),
            _ => null,
        };
    }

    private static bool IsResult(string folder) => File.Exists(System.IO.Path.Combine(folder, "plans.json")) && File.Exists(System.IO.Path.Combine(folder, "dataset.json"));

    private static string[] FoldsOf(string folder)
    {
        string[] folds = [.. Directory.EnumerateDirectories(folder, "fold_*").Order(StringComparer.Ordinal).SelectMany(f => Directory.EnumerateFiles(f, "*.onnx").Order(StringComparer.Ordinal).Take(1))];
        return folds.Length > 0 ? folds : [.. Directory.EnumerateFiles(folder, "*.onnx").Order(StringComparer.Ordinal)];
    }
}
