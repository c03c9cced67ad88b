using System.Security.Cryptography;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Where engines that took minutes to build are kept: a folder for each <see cref="EngineKey"/>. All of it may be removed at any time.</summary>
/// <param name="root">Null: nothing is kept.</param>
/// <param name="onnxRuntime">Version of the library.</param>
/// <param name="gpu">Asked once, at the first need.</param>
internal sealed class EngineCache(string? root, string onnxRuntime, Func<GpuFacts> gpu)
{
    private const string KeyFile = "key.json";
    private readonly Lazy<GpuFacts> _gpu = new(gpu);

    /// <returns>A folder that exists; null when nothing is kept, or it cannot be written.</returns>
    public string? FolderFor(NetworkRequest network, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        if (root is null)
        {
            return null;
        }

        EngineKey key = KeyOf(network, settings);
        string folder = Path.Combine(root, key.Hash());
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, KeyFile), key.ToJson());
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it is built in every process, then
        }
    }

    internal EngineKey KeyOf(NetworkRequest network, IReadOnlyList<KeyValuePair<string, string>> settings) =>
        new(network.Sha256 ?? Sha256Of(network.File), [.. WeightFiles.Of(network.File).Select(f => $"{f.Name} {f.Length} {f.LastWriteTimeUtc:O}")], onnxRuntime, _gpu.Value, [.. settings.Select(s => $"{s.Key}={s.Value}")]);

    private static string Sha256Of(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
