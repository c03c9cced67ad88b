using System.Text.Json;

namespace DicomNode.Configuration;

/// <summary>Reads the configuration: the file, then <c>DICOMNODE__Section__Key</c> variables, then the command line; the later wins.</summary>
public static class NodeConfiguration
{
    public const string DefaultFile = "config/dicomnode.json";

    public const string EnvironmentPrefix = "DICOMNODE__";

    /// <param name="file">A file that has to be there; null takes <see cref="DefaultFile"/> from the working directory, else from beside the program.</param>
    /// <param name="overrides"><c>Section:Key</c> and value, from the command line.</param>
    /// <param name="modelsMayBeMissing">For the service: a model that is gone is no reason not to receive. What needs it waits for it.</param>
    /// <exception cref="NodeConfigurationException">Something is unknown, unreadable or contradicts something else.</exception>
    public static NodeOptions Load(string? file, IReadOnlyDictionary<string, string?> overrides, bool modelsMayBeMissing = false)
    {
        string? path = Find(file);
        ConfigurationBuilder builder = new();
        if (path is not null)
        {
            builder.AddJsonFile(path, optional: false, reloadOnChange: false);
        }

        IConfigurationRoot configuration = Build(builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(overrides), path);
        StrictBinder binder = new(new ConfigurationSources(configuration));
        NodeOptions options = binder.Bind<NodeOptions>(configuration);
        IEnumerable<ConfigurationError> errors = binder.Errors.Count > 0 ? binder.Errors : NodeOptionsRules.Check(options, modelsMayBeMissing: modelsMayBeMissing);
        return errors.ToList() is { Count: > 0 } found ? throw new NodeConfigurationException(found) : options;
    }

    /// <summary>A path that may be given relative to the working directory or to the program, absolute.</summary>
    public static string Resolve(string path) =>
        Path.IsPathRooted(path) || Path.Exists(path) || !Path.Exists(Path.Combine(AppContext.BaseDirectory, path))
            ? Path.GetFullPath(path)
            : Path.GetFullPath(path, AppContext.BaseDirectory);

    private static string? Find(string? file)
    {
        string path = Resolve(file ?? DefaultFile);
        return File.Exists(path)
            ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path // the package links to /etc, and messages name what is edited
            : file is null ? null : throw Broken(path, "no such file; name an existing one with --config");
    }

    private static IConfigurationRoot Build(IConfigurationBuilder builder, string? path)
    {
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException e) // the JSON reader's own words name line and position
        {
            Exception cause = e.GetBaseException();
            throw Broken(path!, cause is JsonException ? $"is not JSON with comments: {cause.Message.TrimEnd('.')}" : cause.Message.TrimEnd('.'));
        }
        catch (IOException e)
        {
            throw Broken(path!, e.Message.TrimEnd('.'));
        }
        catch (UnauthorizedAccessException)
        {
            throw Broken(path!, "this account may not read it");
        }
    }

    private static NodeConfigurationException Broken(string path, string reason) => new([new ConfigurationError(path, null, reason, null)]);
}
