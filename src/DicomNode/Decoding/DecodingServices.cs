namespace DicomNode.Decoding;

internal static class DecodingServices
{
    /// <summary>Decoders for compressed images; what there is is found out before the listener opens.</summary>
    public static IServiceCollection AddDecoding(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            ILogger<ImageDecoders> logger = provider.GetRequiredService<ILogger<ImageDecoders>>();
            return new ImageDecoders(how => DecodingLog.WorkerLost(logger, how));
        })
        .AddSingleton(provider => provider.GetRequiredService<ImageDecoders>().All)
        .AddSingleton(provider => provider.GetRequiredService<ImageDecoders>().Native)
        .AddHostedService<DecoderSurvey>();
}
