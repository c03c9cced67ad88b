namespace DicomNode.Segmentation.Pipeline;

/// <summary>How scores become labels on the reference grid.</summary>
public sealed record OutputSpec
{
    public required string Tensor { get; init; }

    public int? Channels { get; init; }

    public Activation Activation { get; init; } = Activation.None;

    public Restore Restore { get; init; } = Restore.Scores;

    /// <summary>True: the activation comes before the scores are resampled (MONAI); false: raw scores are resampled (nnU-Net).</summary>
    public bool RestoreActivated { get; init; } = true;

    public required Decode Decode { get; init; }

    public double Threshold { get; init; } = 0.5;

    /// <summary>For <see cref="Decode.Regions"/>: where the channel is above the threshold its label is written, in this order, later ones win.</summary>
    public IReadOnlyList<RegionRule> Regions { get; init; } = [];

    /// <summary>From the network's label to ours; a label that is not named stays.</summary>
    public IReadOnlyDictionary<int, int>? LabelMap { get; init; }

    public int OutsideCrop { get; init; }
}

public sealed record RegionRule
{
    public required int Channel { get; init; }

    public required int Label { get; init; }
}

public enum Activation
{
    None,
    Softmax,
    Sigmoid,
}

public enum Restore
{
    Scores,
    LabelsNearest,
    LabelsOnehotLinear,
}

public enum Decode
{
    Argmax,

    /// <summary>Channel 0 above the threshold is label 1.</summary>
    Threshold,
    Regions,

    /// <summary>The tensor already holds labels.</summary>
    Labels,
}
