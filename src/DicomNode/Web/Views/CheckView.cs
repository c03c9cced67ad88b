using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Views;

/// <summary>One check of <c>/health/ready</c>.</summary>
internal sealed record CheckView(string Status, string? Reason)
{
    public static IReadOnlyDictionary<string, CheckView> Of(HealthReport report) => report.Entries.ToDictionary(e => e.Key, e => new CheckView(e.Value.Status.ToString(), e.Value.Description));
}
