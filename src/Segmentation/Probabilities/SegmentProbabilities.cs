using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>How probable a run found its segments, on the source grid. They lie in a file until this is disposed.</summary>
public sealed class SegmentProbabilities : IDisposable
{
    private readonly ProbabilitySpool _spool;
    private readonly IReadOnlyList<SegmentSpec> _segments;
    private readonly ChangedBySteps? _changed;

    /// <param name="changed">Null: no step changes what the network decided.</param>
    internal SegmentProbabilities(ProbabilitySpool spool, IReadOnlyList<SegmentSpec> segments, ChangedBySteps? changed) =>
        (_spool, _segments, _changed) = (spool, segments, changed);

    /// <summary>Those of some of the segments, in the order given.</summary>
    public ISegmentProbabilities Of(IReadOnlyList<SegmentSpec> segments) => new Chosen(this, [.. segments.Select(IndexOf)]);

    public void Dispose() => _spool.Dispose();

    private int IndexOf(SegmentSpec segment)
    {
        int index = _segments.ToList().IndexOf(segment);
        return index >= 0 ? index : throw new ArgumentException($"{segment.Name} is none of the run's segments.", nameof(segment));
    }

    private bool TryReadSlice(int segment, int slice, Span<byte> probabilities)
    {
        bool any = _spool.TryReadSlice(segment, slice, probabilities);
        if (_changed is null)
        {
            return any;
        }

        if (!any)
        {
            probabilities.Clear();
        }

        _changed.Apply(segment, slice, probabilities);
        return probabilities.ContainsAnyExcept((byte)0);
    }

    private sealed class Chosen(SegmentProbabilities all, int[] indices) : ISegmentProbabilities
    {
        public bool TryReadSlice(int segment, int slice, Span<byte> probabilities) => all.TryReadSlice(indices[segment], slice, probabilities);
    }
}
