namespace DicomNode.Segmentation.Pipeline;

/// <summary>A model cannot be used as it is. Trying again does not help; the message says what to change.</summary>
public sealed class ModelException(string source, IReadOnlyList<ManifestProblem> problems, Exception? inner = null)
    : Exception($"{source}: {string.Join(" | ", problems)}", inner)
{
    /// <summary>The folder or file of the model.</summary>
    public string Model { get; } = source;

    public IReadOnlyList<ManifestProblem> Problems { get; } = problems;
}
