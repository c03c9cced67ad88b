namespace DicomNode.Configuration;

/// <summary>The configuration cannot be used. All errors at once, so that an administrator edits the file once.</summary>
public sealed class NodeConfigurationException(IReadOnlyList<ConfigurationError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;
}
