using DicomNode.Segmentation.Importing.Clara;
using DicomNode.Segmentation.Importing.Configs;
using DicomNode.Segmentation.Importing.Monai;
using DicomNode.Segmentation.Importing.Nnunet;

namespace DicomNode.Segmentation.Importing;

/// <summary>Reads models of other makers: MONAI bundles, results folders of nnU-Net v2, MMARs of Clara Train. Nothing of a source is ever executed.</summary>
public static class ModelImporter
{
    /// <param name="source">A folder, or the configuration file in it.</param>
    /// <param name="id">The id of the model that is made, as a manifest wants it.</param>
    /// <exception cref="ImportException">It is none of these, or does something that has no counterpart here. Every reason names the line.</exception>
    public static ModelDraft Read(string source, string id)
    {
        string full = Path.GetFullPath(source);
        try
        {
            return File.Exists(full) ? ReadFile(full, id) : Directory.Exists(full) ? ReadFolder(full, id) : throw ImportException.At(null, $"{source}: no such file or folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImportException.At(null, $"{source} cannot be read: {e.Message}");
        }
    }

    private static ModelDraft ReadFolder(string folder, string id) =>
        NnunetFolder.Find(folder) is NnunetFolder nnunet ? NnunetReader.Read(nnunet, id)
        : BundleReader.FindConfig(folder) is string bundle ? BundleReader.Read(bundle, id)
        : MmarReader.FindConfig(folder) is string mmar ? MmarReader.Read(mmar, id)
        : throw ImportException.At(null, $"{Path.GetFileName(folder)} is no model that is known here. Known are a MONAI bundle (configs/inference.json or .yaml), a results folder of nnU-Net v2 (plans.json and dataset.json), an MMAR of Clara Train (config/config_inference.json, config_aiaa.json, config_validation.json).");

    private static ModelDraft ReadFile(string file, string id) =>
        Path.GetFileName(file) is "plans.json" or "dataset.json" ? ReadFolder(Path.GetDirectoryName(file)!, id)
        : MmarReader.Is(ConfigFile.Read(file)) ? MmarReader.Read(file, id)
        : BundleReader.Read(file, id);
}
