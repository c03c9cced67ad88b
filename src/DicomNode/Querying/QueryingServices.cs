namespace DicomNode.Querying;

internal static class QueryingServices
{
    public static IServiceCollection AddQuerying(this IServiceCollection services) => services
        .AddSingleton<HeldHeaders>()
        .AddSingleton<NodeQuery>()
        .AddSingleton<PeerQuery>();
}
