namespace DicomNode.Viewing;

internal static class ViewingServices
{
    /// <summary>Series and results for who looks at them: slices, contours, volumes.</summary>
    public static IServiceCollection AddViewing(this IServiceCollection services) => services
        .AddSingleton<ViewedSeries>()
        .AddSingleton<ViewedResults>()
        .AddSingleton<SliceFiles>()
        .AddSingleton<SliceReader>()
        .AddSingleton<VolumeDownloads>()
        .AddSingleton<ImageViews>();
}
