using System.Security.Cryptography;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing;

/// <summary>Writes the folder of an imported model: networks, licence, known answer, and last of all <c>model.json</c>, which makes it a model.</summary>
internal static class ModelFolderWriter
{
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ImportException">Networks with weights in files of their own would overwrite one another.</exception>
    public static async Task<ModelManifest> WriteAsync(
        string folder, ModelManifest manifest, IReadOnlyList<string> networks, ModelDraft draft, IReadOnlyList<ImportFinding> findings, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        List<(string Name, string Digest, long Length)> copied = [];
        foreach ((int i, string network) in networks.Index())
        {
            copied.Add(await CopyAsync(network, NameOf(network, i, networks.Count), folder, cancellationToken));
        }

        if (draft.License is string license)
        {
            File.Copy(license, Path.Combine(folder, "LICENSE"), overwrite: true);
        }

        manifest = manifest with
        {
            Network = copied is [var first, .. var folds]
                ? manifest.Network with { File = first.Name, Sha256 = first.Digest, SizeBytes = first.Length, Ensemble = [.. folds.Select(f => new NetworkFold { File = f.Name, Sha256 = f.Digest })] }
                : manifest.Network,
            Provenance = manifest.Provenance with
            {
                Converter = "dicomnode models import",
                ImportWarnings = [.. findings.Where(f => f.Kind is FindingKind.Warning or FindingKind.Missing).Select(f => f.ToString())],
            },
            SelfTest = draft.Golden is string golden ? await KnownAnswerAsync(golden, folder, cancellationToken) : null,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, ModelFolder.ManifestName), ManifestText.Of(manifest), cancellationToken);
        return manifest;
    }

    // weights beside a network are found by the name that the network has
    private static string NameOf(string network, int index, int count)
    {
        bool external = WeightFiles.Of(network).Any();
        return external && count > 1 ? throw ImportException.At(null, $"{Path.GetFileName(network)} has its weights in a file of its own, which folds of one name cannot have: export the folds with the weights inside.")
            : external ? Path.GetFileName(network)
            : count > 1 ? $"fold_{index}.onnx"
            : Draft.NetworkName;
    }

    private static async Task<(string Name, string Digest, long Length)> CopyAsync(string network, string name, string folder, CancellationToken cancellationToken)
    {
        foreach (FileInfo weights in WeightFiles.Of(network))
        {
            weights.CopyTo(Path.Combine(folder, weights.Name), overwrite: true);
        }

        string target = Path.Combine(folder, name);
        File.Copy(network, target, overwrite: true);
        await using FileStream stream = File.OpenRead(target);
        return (name, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)), stream.Length);
    }

    // golden/in_u8_AxBxC.raw and golden/labels_u8_AxBxC.raw: see SelfTestSpec
    private static async Task<SelfTestSpec?> KnownAnswerAsync(string golden, string folder, CancellationToken cancellationToken)
    {
        string[] names = [.. Directory.EnumerateFiles(golden, "*_u8_*.raw").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        if (names is not [var input, var labels] || !input.StartsWith("in_u8_", StringComparison.Ordinal) || !labels.StartsWith("labels_u8_", StringComparison.Ordinal))
        {
            return null;
        }

        string target = Path.Combine(folder, "golden");
        Directory.CreateDirectory(target);
        foreach (string name in names)
        {
            File.Copy(Path.Combine(golden, name), Path.Combine(target, name), overwrite: true);
        }

        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(target, input), cancellationToken);
        return new SelfTestSpec { Input = $"golden/{input}", Labels = $"golden/{labels}", MinDice = 0.999, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
    }
}
