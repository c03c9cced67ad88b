using System.Security.Cryptography;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>A hash over manifest and network: a changed model with an unchanged version number is another model.</summary>
internal static class ModelDigest
{
    public static string Of(ModelFolder model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(Path.Combine(model.Path, ModelFolder.ManifestName)));
        if (model.Manifest.Network.Sha256 is null && File.Exists(model.NetworkFile)) // otherwise the manifest names the digest, and it was verified when the model was loaded
        {
            using FileStream network = File.OpenRead(model.NetworkFile);
            hash.AppendData(SHA256.HashData(network));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
