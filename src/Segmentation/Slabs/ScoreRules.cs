using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>
/// Which channel gives which label, and what comes between scores and labels. A voxel's decision is a number: the channel that won for an argmax; for thresholds 0 for
/// none, else one more than the rule that wrote last.
/// </summary>
internal sealed class ScoreRules
{
    private readonly OutputSpec _output;

    /// <param name="channels">Those that the network gives.</param>
    public ScoreRules(OutputSpec output, int channels)
    {
        _output = output;
        Rules = output.Decode switch
        {
            Decode.Regions => [.. output.Regions.Select(r => (r.Channel, Mapped(r.Label)))],
            Decode.Threshold => [.. Enumerable.Range(0, channels).Select(c => (c, Mapped(c + 1)))],
            Decode.Labels => [(0, (ushort)0)],
            _ => [.. Enumerable.Range(0, channels).Select(c => (c, Mapped(c)))],
        };
        Labels = IsArgmax ? [.. Rules.Select(r => r.Label)] : [0, .. Rules.Select(r => r.Label)];
    }

    /// <summary>In the order in which they are decided.</summary>
    public IReadOnlyList<(int Channel, ushort Label)> Rules { get; }

    /// <summary>From decisions to labels.</summary>
    public IReadOnlyList<ushort> Labels { get; }

    public bool IsArgmax => _output.Decode == Decode.Argmax;

    public float Threshold => (float)_output.Threshold;

    /// <summary>What no score is known of: the first class of an argmax, else nothing.</summary>
    public ushort Outside => IsArgmax ? Labels[0] : (ushort)0;

    /// <summary>The label of ours for one of the network's.</summary>
    public ushort Mapped(int label) => (ushort)(_output.LabelMap?.GetValueOrDefault(label, label) ?? label);

    /// <summary>
    /// What is done to scores before they are compared on their own grid. An activation keeps the order of classes, so it matters to an argmax only where values are
    /// blended after it; a sigmoid before an argmax is left out where nothing is, because it makes large scores equal.
    /// </summary>
    /// <param name="isBlended">Scores are resampled after it.</param>
    public Activation Before(bool isBlended) => _output.Activation switch
    {
        Activation.Softmax when !IsArgmax || (isBlended && _output.RestoreActivated) => Activation.Softmax,
        Activation.Sigmoid when isBlended && _output.RestoreActivated => Activation.Sigmoid,
        Activation.Sigmoid when !isBlended && !IsArgmax => Activation.Sigmoid,
        _ => Activation.None,
    };

    /// <summary>What is done to scores after they were resampled.</summary>
    public Activation After => _output is { Activation: Activation.Sigmoid, RestoreActivated: false } && !IsArgmax ? Activation.Sigmoid : Activation.None;
}
