using System.Collections.Concurrent;

namespace DicomNode.Segmenting;

/// <summary>The stages of the models that this node makes ready: what readiness and the API show.</summary>
internal sealed class WarmModels
{
    private readonly ConcurrentDictionary<string, WarmState> _states = new(StringComparer.Ordinal);

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<WarmState> All => _states.Values.OrderBy(s => s.Id, StringComparer.Ordinal);

    public void Set(WarmState state) => _states[state.Id] = state;

    /// <returns>Null: nobody makes it ready; it is loaded when a series wants it.</returns>
    public WarmState? Find(string id) => _states.GetValueOrDefault(id);
}
