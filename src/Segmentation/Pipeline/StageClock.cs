namespace DicomNode.Segmentation.Pipeline;

/// <summary>Times the stages of a run and passes their progress on.</summary>
internal sealed class StageClock(TimeProvider clock, IProgress<PipelineProgress>? progress)
{
    private readonly List<StageTiming> _timings = [];

    public IReadOnlyList<StageTiming> Timings => _timings;

    /// <param name="work">Is given what to call with the parts done and all parts.</param>
    public async Task<T> RunAsync<T>(string stage, Func<Action<int, int>, Task<T>> work)
    {
        long start = clock.GetTimestamp();
        progress?.Report(new PipelineProgress(stage, 0, 1));
        T result = await work((done, total) => progress?.Report(new PipelineProgress(stage, done, total)));
        _timings.Add(new StageTiming(stage, clock.GetElapsedTime(start)));
        return result;
    }
}
