using DicomNode.Storage;
using DicomNode.Storage.Ledgers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Observability.Figures;

/// <summary>What gauges show and nobody counts as it happens: rows of the index, what lies in the data folder, the verdicts of the health checks.</summary>
internal sealed class NodeFigures(IndexCensus census, HealthCheckService checks, TimeProvider clock)
{
    /// <summary>Longer than this a scrape waits for none of them; a database that is locked takes five seconds to say so.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.5);

    public Snapshot<IndexFigures> Index { get; } = new(census.CountAsync, TimeSpan.FromSeconds(2), IndexTrouble.Is, clock);

    public Snapshot<StoreFigures> Store { get; } = new(census.MeasureAsync, TimeSpan.FromMinutes(1), IndexTrouble.Is, clock);

    /// <summary>Some of them ask servers.</summary>
    public Snapshot<HealthReport> Health { get; } = new(cancellation => checks.CheckHealthAsync(cancellation), TimeSpan.FromSeconds(10), _ => false, clock);

    public Task FreshenAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Index.FreshenAsync(s_patience, cancellationToken), Store.FreshenAsync(s_patience, cancellationToken), Health.FreshenAsync(s_patience, cancellationToken));
}
