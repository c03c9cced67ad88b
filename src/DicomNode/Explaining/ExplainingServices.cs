namespace DicomNode.Explaining;

internal static class ExplainingServices
{
    public static IServiceCollection AddExplaining(this IServiceCollection services) => services.AddSingleton<RouteTester>();
}
