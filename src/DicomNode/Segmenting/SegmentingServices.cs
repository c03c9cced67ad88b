using DicomNode.Configuration;
using DicomNode.Gate;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using Quartz;

namespace DicomNode.Segmenting;

internal static class SegmentingServices
{
    /// <summary>Models, inference engine, and the job that runs them.</summary>
    public static IServiceCollection AddSegmenting(this IServiceCollection services) => services
        .AddSingleton<ModelCatalog>()
        .AddSingleton(provider => new InferenceEngine(provider.GetRequiredService<NodeOptions>().Inference, EngineFolder.Of(provider.GetRequiredService<NodeOptions>())))
        .AddSingleton<IInferenceEngine>(provider => provider.GetRequiredService<InferenceEngine>())
        .AddSingleton(provider => new WarmRecords(EngineFolder.Of(provider.GetRequiredService<NodeOptions>())))
        .AddSingleton<WarmModels>()
        .AddSingleton<SegmentingMetrics>()
        .AddSingleton<GateReport>()
        .AddSingleton<ModelWarmer>()
        .AddHostedService<WarmModelsService>()
        .AddSingleton(provider => MemoryLimit.Of(provider.GetRequiredService<NodeOptions>().Inference.MemoryLimit))
        .AddSingleton<SegmentationPipeline>()
        .AddSingleton<SeriesSegmenter>()
        .AddSingleton<BlockedModels>()
        .AddSingleton<SupersededResults>()
        .AddSingleton<JobRunner>();

    public static void ScheduleSegmenting(this IQuartzBuilder quartz)
    {
        quartz.Every<SegmentSeriesJob>(Schedule.Beat);
        quartz.Every<ResumeBlockedJob>(ResumeBlockedJob.Period);
    }
}
