namespace DicomNode.Tests.Configuration;

/// <summary>A configuration file in a folder of its own, with a models folder that has one model, <c>ct-tissue</c>.</summary>
public sealed class ConfigurationFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dicomnode-config-");

    public ConfigurationFile(string json)
    {
        Directory.CreateDirectory(Path.Combine(ModelsFolder, "ct-tissue"));
        File.WriteAllText(Path.Combine(ModelsFolder, "ct-tissue", "model.json"), "{}");
        File.WriteAllText(FullPath, json);
    }

    public string FullPath => Path.Combine(_folder.FullName, "dicomnode.json");

    public string ModelsFolder => Path.Combine(_folder.FullName, "models");

    public void Dispose() => _folder.Delete(recursive: true);
}
