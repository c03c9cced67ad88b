using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Slabs;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>The probabilities of one run while they are made.</summary>
internal sealed class ProbabilityRun : IDisposable
{
    private readonly ModelManifest _manifest;
    private readonly Preparation _preparation;
    private readonly SegmentSpec[] _segments;
    private readonly ProbabilitySpool _spool;
    private ushort[]? _decided;

    /// <param name="spool">Opens an empty file for them.</param>
    public ProbabilityRun(ModelManifest manifest, Preparation preparation, Func<FileStream> spool)
    {
        (_manifest, _preparation, _segments) = (manifest, preparation, SegmentsOf(manifest));
        VolumeShape source = preparation.Reference.Shape;
        _spool = new ProbabilitySpool(spool(), source, _segments.Length);
    }

    /// <summary>Those whose probabilities are kept.</summary>
    public static SegmentSpec[] SegmentsOf(ModelManifest manifest) => [.. manifest.Segments.Where(s => s.Emit)];

    /// <summary>Something may make labels differ from what the network decided.</summary>
    public static bool MayChange(ModelManifest manifest) => manifest.Postprocess.Count > 0 || manifest.Outputs[0].OutsideCrop != 0;

    /// <summary>Takes scores in slabs.</summary>
    /// <param name="sampling">The source grid on the tensor.</param>
    public ISlabSink Sink(GridSampling sampling) => new SlabProbabilities(sampling, RulesOf, _spool);

    /// <summary>Takes scores of the whole.</summary>
    public void Make(Scores scores, CancellationToken cancellationToken) =>
        new WholeProbabilities(RulesOf(scores.Planes.Count), _preparation.Changes, _spool).Make(scores, cancellationToken);

    /// <param name="decided">Labels on the source grid before all steps. They may be changed afterwards.</param>
    public void Keep(Memory<ushort> decided) => _decided = MayChange(_manifest) ? decided.ToArray() : null;

    /// <param name="labels">After all steps; to be left as they are.</param>
    /// <returns>What this has made; it is no longer this one's to dispose.</returns>
    public SegmentProbabilities Result(Volume<ushort> labels) => new(
        _spool, _segments,
        _decided is { } decided ? new ChangedBySteps(new Volume<ushort>(decided, labels.Shape, labels.Geometry), labels, _segments, _manifest.Postprocess) : null);

    public void Dispose() => _spool.Dispose();

    private ProbabilityRules RulesOf(int channels) => new(_manifest, _segments, channels);
}
