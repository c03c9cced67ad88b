using DicomNode.Notifying;

namespace DicomNode.Auditing;

/// <summary>What somebody should be told of auditing.</summary>
internal sealed class AuditConditions(AuditTrail trail, AuditForwarder forwarder) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.Audit];

    public Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        Condition? condition = trail.Lost is { } lost
            ? new(NotificationKind.Audit, forwarder.Server, $"{Several.Of((int)Math.Min(lost.Count, int.MaxValue), "audit message")} could not be kept",
                $"They are lost, since {lost.Since:yyyy-MM-dd HH:mm:ss} UTC. Look at the audit server, at the disk, and at Audit:SpoolMiB.")
            : forwarder.Problem is { } problem
                ? new(NotificationKind.Audit, forwarder.Server, "The audit server does not take messages", $"{OneLine.Of(problem)}. They are kept until it does, up to Audit:SpoolMiB.") { HasToSettle = true }
                : null;
        return Task.FromResult<IReadOnlyList<Condition>>(condition is null ? [] : [condition]);
    }
}
