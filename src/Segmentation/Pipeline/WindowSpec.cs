namespace DicomNode.Segmentation.Pipeline;

/// <summary>How the tensor is cut into pieces for the network and how their scores are put together.</summary>
public sealed record WindowSpec
{
    public required WindowMode Mode { get; init; }

    /// <summary>Voxels along the tensor axes; two numbers for <see cref="WindowMode.Slices"/>.</summary>
    public IReadOnlyList<int>? Size { get; init; }

    /// <summary>The most windows that go into the network at once. On a CPU one goes in: more cost memory and gain no time.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Part of a window that its neighbour covers too, 0 to below 1.</summary>
    public double Overlap { get; init; } = 0.25;

    public StepRule StepRule { get; init; } = StepRule.Monai;

    public Blend Blend { get; init; } = Blend.Constant;

    /// <summary>Standard deviation of the gaussian weights as a part of the window's size.</summary>
    public double SigmaScale { get; init; } = 0.125;

    public WindowPad Pad { get; init; } = WindowPad.Zero;

    public double PadValue { get; init; }

    public int SliceAxis { get; init; }

    /// <summary>Tiles: the radius of the network's receptive field in voxels. Tiles keep only their core, so the result equals one run over the whole. Whole: may be given and has no effect.</summary>
    public int Halo { get; init; }

    public TensorType Accumulator { get; init; } = TensorType.Float32;
}

public enum WindowMode
{
    Whole,
    Sliding,
    Slices,
    Tiles,
}

public enum StepRule
{
    Monai,
    Nnunet,
}

public enum Blend
{
    Constant,
    GaussianMonai,
    GaussianNnunet,
}

public enum WindowPad
{
    Zero,
    Replicate,
    Reflect,
}
