namespace DicomNode.Segmenting;

/// <summary>
/// The state of models in which their blocked jobs were last taken up: once in each. A network that lacks what its manifest names can be read, and would otherwise
/// be tried for ever.
/// </summary>
internal sealed class BlockedModels
{
    private readonly Dictionary<string, DateTime?> _tried = new(StringComparer.Ordinal);

    /// <param name="lastChange">Of its folder now; null: there is none.</param>
    /// <returns>Whether it has another state than when this was last asked, or is asked about for the first time.</returns>
    public bool HasChanged(string model, DateTime? lastChange)
    {
        bool isNew = !_tried.TryGetValue(model, out DateTime? tried) || tried != lastChange;
        _tried[model] = lastChange;
        return isNew;
    }
}
