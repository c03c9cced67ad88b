using DicomNode.Security;

namespace DicomNode.Notifying.Conditions;

/// <summary>Certificates that end soon or have ended, and new ones that cannot be used.</summary>
internal sealed class CertificateConditions(CertificateState state) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.Certificate];

    public Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        IEnumerable<Condition> ending = state.Look().Where(c => c.Left < CertificateState.WarnAhead).GroupBy(c => c.Certificate.File).Select(g => g.First()).Select(c => new Condition(
            NotificationKind.Certificate, OneLine.Of(c.Certificate.File),
            $"A certificate {(c.Left < TimeSpan.Zero ? "expired on" : "expires on")} {c.Certificate.NotAfter:yyyy-MM-dd}: {OneLine.Of(c.Certificate.Subject, 100)}",
            $"Put a new one into the place of {OneLine.Of(c.Certificate.File)}; no restart is needed."));
        IEnumerable<Condition> refused = state.Problems().Select(p => new Condition(
            NotificationKind.Certificate, OneLine.Of(p), "A new certificate cannot be used", $"The old one stays in use. {OneLine.Of(p)}"));
        return Task.FromResult<IReadOnlyList<Condition>>([.. ending, .. refused]);
    }
}
