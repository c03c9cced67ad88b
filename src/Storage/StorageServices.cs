using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DicomNode.Storage;

public static class StorageServices
{
    /// <summary>Files, database and ledgers in one data folder. <see cref="NodeDatabase.StartAsync"/> comes before their first use.</summary>
    /// <param name="folder">Makes the data folder.</param>
    /// <param name="late">What becomes of instances that come after their series was segmented.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, Func<IServiceProvider, DataFolder> folder, LateInstances late = LateInstances.Supersede)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Calendar>();
        services.AddSingleton(folder);
        services.AddSingleton<InstanceFiles>(provider => new InstanceFiles(provider.GetRequiredService<DataFolder>()));
        services.AddSingleton<ResultFiles>();
        services.AddDbContextFactory<NodeDbContext>((provider, options) => options
            .UseNodeSqlite(provider.GetRequiredService<DataFolder>().Database)
            .AddInterceptors(provider.GetServices<IInterceptor>())); // of who watches
        services.AddSingleton<NodeDatabase>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SeriesLedger>(provider, late));
        services.AddSingleton<JobLedger>();
        services.AddSingleton<DeliveryLedger>();
        services.AddSingleton<StaleLeases>();
        services.AddTransient<WorkWatch>();
        services.AddSingleton<Holdings>();
        services.AddSingleton<IndexCensus>();
        services.AddSingleton<Troubles>();
        services.AddSingleton<CommitmentLedger>();
        services.AddSingleton<Deadlines>();
        services.AddSingleton<SeriesRemoval>();
        services.AddSingleton<InstanceIndex>();
        return services;
    }
}
