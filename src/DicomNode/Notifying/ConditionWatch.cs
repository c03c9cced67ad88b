using DicomNode.Storage;

namespace DicomNode.Notifying;

/// <summary>Looks at everything that can be told of, and leaves out what has not lasted long enough.</summary>
internal sealed class ConditionWatch(IEnumerable<IConditionSource> sources, TimeProvider clock)
{
    private readonly Dictionary<(NotificationKind, string), long> _seen = [];

    /// <returns>What is so, and the kinds that could not be looked for.</returns>
    public async Task<(IReadOnlyList<Condition> Conditions, IReadOnlyCollection<NotificationKind> Unknown)> LookAsync(TimeSpan settle, DateTime since, CancellationToken cancellationToken)
    {
        List<Condition> found = [];
        HashSet<NotificationKind> unknown = [];
        foreach (IConditionSource source in sources)
        {
            try
            {
                found.AddRange(await source.LookAsync(since, cancellationToken));
            }
            catch (Exception e) when (IndexTrouble.Is(e) || e is IOException or UnauthorizedAccessException)
            {
                unknown.UnionWith(source.Kinds);
            }
        }

        Condition[] settled = [.. found.Where(c => !c.HasToSettle || HasLasted(c, settle))];
        foreach ((NotificationKind, string) gone in _seen.Keys.Except(found.Select(c => (c.Kind, c.Subject))).ToArray())
        {
            _seen.Remove(gone);
        }

        return (settled, unknown);
    }

    private bool HasLasted(Condition condition, TimeSpan settle)
    {
        if (!_seen.TryGetValue((condition.Kind, condition.Subject), out long since))
        {
            _seen[(condition.Kind, condition.Subject)] = since = clock.GetTimestamp();
        }

        return clock.GetElapsedTime(since) >= settle;
    }
}
