using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DicomNode.Storage.Tests;

/// <summary>One data folder with its database and ledgers, as the host wires them.</summary>
internal sealed class StorageUnderTest : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public StorageUnderTest(Action<IServiceCollection, DataFolder>? database = null)
    {
        Folder = new DataFolder(_folder.Path);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddStorage(_ => Folder);
        database?.Invoke(services, Folder);
        _services = services.BuildServiceProvider();
    }

    public ManualClock Clock { get; } = new();

    public DataFolder Folder { get; }

    public InstanceFiles Files => _services.GetRequiredService<InstanceFiles>();

    public NodeDatabase Database => _services.GetRequiredService<NodeDatabase>();

    public SeriesLedger Series => _services.GetRequiredService<SeriesLedger>();

    public JobLedger Jobs => _services.GetRequiredService<JobLedger>();

    public DeliveryLedger Deliveries => _services.GetRequiredService<DeliveryLedger>();

    public Holdings Holdings => _services.GetRequiredService<Holdings>();

    public CommitmentLedger Commitments => _services.GetRequiredService<CommitmentLedger>();

    public ResultFiles Results => _services.GetRequiredService<ResultFiles>();

    public SeriesRemoval Removal => _services.GetRequiredService<SeriesRemoval>();

    public InstanceIndex Index => _services.GetRequiredService<InstanceIndex>();

    public IDbContextFactory<NodeDbContext> Contexts => _services.GetRequiredService<IDbContextFactory<NodeDbContext>>();

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
