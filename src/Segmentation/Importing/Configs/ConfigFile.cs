namespace DicomNode.Segmentation.Importing.Configs;

/// <summary>Reads a configuration file, by its extension as JSON or as YAML.</summary>
internal static class ConfigFile
{
    /// <summary>Configurations have a few hundred lines. What is larger is none.</summary>
    private const long MaxBytes = 16 << 20;

    /// <exception cref="ImportException">The file is too large, is not what its name says, or does not hold keys and values.</exception>
    public static ConfigMap Read(string path)
    {
        string name = Path.GetFileName(path);
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw ImportException.At(new ConfigPlace(name, 0, "", ""), $"The file has more than {MaxBytes >> 20} MiB; a configuration has a few hundred lines.");
        }

        string text = File.ReadAllText(path);
        var lines = new ConfigLines(name, text);
        ConfigNode root = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" ? YamlConfig.Read(text, lines) : JsonConfig.Read(text, lines);
        return root as ConfigMap ?? throw ImportException.At(lines.At(1, ""), "The file holds no keys and values.");
    }
}
