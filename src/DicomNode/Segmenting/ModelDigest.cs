using System.Security.Cryptography;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>A hash over manifest and networks, of the model that says where this one looks too: a changed model with an unchanged version number is another model.</summary>
internal static class ModelDigest
{
    public static string Of(ModelFolder model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(Path.Combine(model.Path, ModelFolder.ManifestName)));
        foreach (string file in model.UndescribedFiles.Where(File.Exists))
        {
            using FileStream network = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(network));
        }

        if (model.CropModel is { } coarse)
        {
            hash.AppendData(Convert.FromHexString(Of(coarse)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
