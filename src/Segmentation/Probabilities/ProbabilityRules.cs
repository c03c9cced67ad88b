using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Slabs;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>Which channels of the network a segment's probability is made of, and how.</summary>
internal sealed class ProbabilityRules
{
    private readonly OutputSpec _output;

    /// <param name="segments">Those whose probabilities are wanted.</param>
    /// <param name="channels">Those that the network gives.</param>
    public ProbabilityRules(ModelManifest manifest, IReadOnlyList<SegmentSpec> segments, int channels)
    {
        _output = manifest.Outputs[0];
        ushort[] renamed = Renamed(manifest.Postprocess);
        (int Channel, ushort Label)[] rules = [.. new ScoreRules(_output, channels).Rules.Select(r => (r.Channel, renamed[r.Label]))];
        Segments = [.. segments.Select(s => rules.Where(r => s.VoxelLabels.Contains(r.Label)).Select(r => r.Channel).Distinct().ToArray())];
        Used = [.. Segments.SelectMany(c => c).Distinct().Order()];
    }

    /// <summary>For every segment its channels; none: no channel gives it, and nothing is probable.</summary>
    public IReadOnlyList<int[]> Segments { get; }

    /// <summary>The channels that some segment needs.</summary>
    public IReadOnlyList<int> Used { get; }

    /// <summary>A voxel is of one class: the probabilities of several add up. Otherwise the largest counts.</summary>
    public bool IsExclusive => _output.Activation == Activation.Softmax;

    /// <summary>What makes probabilities of scores before they are resampled, and after.</summary>
    public Activation Before => _output.RestoreActivated ? _output.Activation : Activation.None;

    /// <inheritdoc cref="Before"/>
    public Activation After => _output.RestoreActivated ? Activation.None : _output.Activation;

    /// <summary>Why a model has no probabilities; null: it has.</summary>
    public static string? Refusal(ModelManifest manifest) => manifest switch
    {
        { Outputs: not [_] } => "it has not one output",
        { Outputs: [{ Decode: Decode.Labels }] } => "its network gives labels",
        { Outputs: [{ Decode: Decode.Argmax, Activation: Activation.None }] } => "its manifest names no activation that would make probabilities of the scores (outputs[0].activation)",
        { Compose: not null } => "its labels are composed of several runs (compose)",
        { Network: { EnsembleOn: EnsembleOn.LabelsVote, Ensemble.Count: > 0 } } => "its networks vote with labels (network.ensembleOn)",
        _ when manifest.Postprocess.Any(s => s.Op == PostOp.SplitLeftRight) => "a step makes two labels of one by where a voxel lies (split-left-right)",
        _ => null,
    };

    /// <summary>What the steps call a label of the network in the end. Steps that decide by voxel rename nothing.</summary>
    public static ushort[] Renamed(IReadOnlyList<PostStep> steps)
    {
        ushort[] table = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(l => (ushort)l)];
        foreach (PostStep step in steps)
        {
            IReadOnlyDictionary<int, int>? map = step.Op switch
            {
                PostOp.Remap => step.Map,
                PostOp.Merge => step.Labels!.Distinct().ToDictionary(l => l, _ => step.Into!.Value),
                _ => null,
            };
            if (map is not null)
            {
                table = Array.ConvertAll(table, l => (ushort)map.GetValueOrDefault(l, l));
            }
        }

        return table;
    }
}
