using DicomNode.Configuration;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Assembling;

/// <summary>
/// A node for all rows of the table of completeness: SCANNER answers no queries, ARCHIVIST says by C-FIND how much of a series it holds. Short periods, or the
/// ones that ship when the table is to be printed.
/// </summary>
public sealed class CompletenessSite : IAsyncLifetime
{
    /// <summary>Names the file that the rows are written to (<c>bench/completeness</c>).</summary>
    private const string TableVariable = "DICOMNODE_COMPLETENESS_TABLE";

    private readonly TempFolder _folder = new();
    private readonly CollectingArchive _pacs = new();

    internal string? Table { get; } = Environment.GetEnvironmentVariable(TableVariable);

    internal RunningNode Node { get; private set; } = null!;

    internal CountingArchive Archivist { get; } = new("ARCHIVIST");

    internal AssemblingOptions Periods { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Periods = Table is null
            ? new() { SettlePeriod = TimeSpan.FromSeconds(0.4), QuietPeriod = TimeSpan.FromSeconds(3), GapPeriod = TimeSpan.FromSeconds(4) }
            : new() { GapPeriod = TimeSpan.FromSeconds(20) }; // two minutes are for hospitals
        Node = await RunningNode.StartAsync(_folder, _pacs.Port, o =>
        {
            o.Assembling = Periods;
            o.Peers = [.. o.Peers, new() { Name = "archive", AeTitle = "ARCHIVIST", Host = "127.0.0.1", Port = Archivist.Port, Query = true }];
        });
    }

    public async Task DisposeAsync()
    {
        await Node.DisposeAsync();
        await Archivist.DisposeAsync();
        await _pacs.DisposeAsync();
        _folder.Dispose();
    }
}
