namespace DicomNode.Web.Views;

/// <summary>How the node is.</summary>
/// <param name="Status">Healthy, Degraded or Unhealthy.</param>
/// <param name="Checks">By name; null: the caller may not see them, or none was made.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, CheckView>? Checks);
