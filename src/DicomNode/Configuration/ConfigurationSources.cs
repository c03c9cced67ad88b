using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace DicomNode.Configuration;

/// <summary>Says where a value comes from, as an administrator would look for it.</summary>
internal sealed class ConfigurationSources(IConfigurationRoot configuration)
{
    /// <param name="key">Full name of a value or of a section.</param>
    public string? Of(string key)
    {
        foreach (IConfigurationProvider provider in configuration.Providers.Reverse())
        {
            if (provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any())
            {
                return Name(provider, key);
            }
        }

        return null;
    }

    private static string? Name(IConfigurationProvider provider, string key) => provider switch
    {
        JsonConfigurationProvider json => json.Source.FileProvider?.GetFileInfo(json.Source.Path!).PhysicalPath ?? json.Source.Path,
        EnvironmentVariablesConfigurationProvider => $"variable {NodeConfiguration.EnvironmentPrefix}{key.Replace(":", "__", StringComparison.Ordinal)}",
        MemoryConfigurationProvider => "command line",
        _ => null,
    };
}
