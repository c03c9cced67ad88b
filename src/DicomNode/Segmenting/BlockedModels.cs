namespace DicomNode.Segmenting;

/// <summary>Models that could not be used, as they were when they were tried: to verify a network of gigabytes every few seconds would be no help.</summary>
internal sealed class BlockedModels
{
    private readonly Dictionary<string, DateTime?> _tried = new(StringComparer.Ordinal);

    /// <param name="lastChange">Of its folder now; null: there is none.</param>
    public bool HasChanged(string model, DateTime? lastChange)
    {
        bool isNew = !_tried.TryGetValue(model, out DateTime? tried) || tried != lastChange;
        _tried[model] = lastChange;
        return isNew;
    }

    public void Forget(string model) => _tried.Remove(model);
}
