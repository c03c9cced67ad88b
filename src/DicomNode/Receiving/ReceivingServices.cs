namespace DicomNode.Receiving;

internal static class ReceivingServices
{
    /// <summary>The listener and the index behind it. Hosted services stop in reverse order: the listener first, then the index.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services
        .AddSingleton<PeerPolicy>()
        .AddSingleton<LogBudget>()
        .AddSingleton<ReceivingMetrics>()
        .AddSingleton<ReceivedAmounts>()
        .AddSingleton<TransferSyntaxChoice>()
        .AddSingleton<NetworkLog>()
        .AddSingleton<InstanceReceiver>()
        .AddSingleton<InstanceIndexer>()
        .AddSingleton<ListenerService>()
        .AddHostedService(provider => provider.GetRequiredService<InstanceIndexer>())
        .AddHostedService(provider => provider.GetRequiredService<ListenerService>());
}
