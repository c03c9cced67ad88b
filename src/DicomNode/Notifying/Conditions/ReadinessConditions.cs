using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Notifying.Conditions;

/// <summary>The checks of /health/ready that say no, but those that have conditions of their own. Asked once a minute: some of them ask others.</summary>
internal sealed class ReadinessConditions(HealthCheckService checks, TimeProvider clock) : IConditionSource
{
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);
    private static readonly string[] s_others = ["disk", "certificates", "audit"];
    private IReadOnlyList<Condition> _last = [];
    private long? _asked;

    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.NotReady];

    public async Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        if (_asked is long asked && clock.GetElapsedTime(asked) < s_between)
        {
            return _last;
        }

        HealthReport report = await checks.CheckHealthAsync(c => !s_others.Contains(c.Name), cancellationToken);
        _asked = clock.GetTimestamp();
        return _last = [.. report.Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(e => new Condition(
            NotificationKind.NotReady, e.Key, $"The node is not ready: {e.Key}", OneLine.Of(e.Value.Description)) { HasToSettle = true })];
    }
}
