namespace DicomNode.Segmentation.Pipeline;

/// <summary>One step on the label volume, after decoding. What each does is in the room Postprocessing.</summary>
public sealed record PostStep
{
    public required PostOp Op { get; init; }

    /// <summary>The labels the step works on; absent: all of the volume.</summary>
    public IReadOnlyList<int>? Labels { get; init; }

    /// <summary>Largest component, remove small, morphology: over the union of the labels (nnU-Net), not per label (MONAI).</summary>
    public bool Together { get; init; }

    /// <summary>6, 18 or 26 neighbours.</summary>
    public int? Connectivity { get; init; }

    /// <summary>Components below this many millilitres go.</summary>
    public double? MinMl { get; init; }

    /// <summary>Components below this many voxels go.</summary>
    public int? MinVoxels { get; init; }

    /// <summary>How many components stay, the largest first; absent: one.</summary>
    public int? Count { get; init; }

    /// <summary>The label that is written: by merge, by fill-holes where it is not the enclosing one.</summary>
    public int? Into { get; init; }

    /// <summary>For remap: from label to label.</summary>
    public IReadOnlyDictionary<int, int>? Map { get; init; }

    /// <summary>Radius of erode, dilate, open and close; how far beyond its region keep-inside still keeps.</summary>
    public double? MarginMm { get; init; }

    public PostGrid OnGrid { get; init; } = PostGrid.Reference;

    /// <summary>2: every slice of the grid on its own; 3 (and absent): the volume.</summary>
    public int? Dimensions { get; init; }

    /// <summary>For keep-inside: the labels whose union is the region.</summary>
    public IReadOnlyList<int>? Inside { get; init; }

    /// <summary>For keep-inside: the region includes its holes.</summary>
    public bool Filled { get; init; }

    /// <summary>For dilate and close: labels that may be overwritten besides the background.</summary>
    public IReadOnlyList<int>? Over { get; init; }

    /// <summary>For split-left-right: the label of what lies on the patient's left.</summary>
    public int? Left { get; init; }

    /// <summary>For split-left-right: the label of what lies on the patient's right.</summary>
    public int? Right { get; init; }
}

public enum PostOp
{
    LargestComponent,
    RemoveSmall,
    FillHoles,
    Merge,
    Remap,
    Erode,
    Dilate,
    Open,
    Close,
    KeepInside,
    SplitLeftRight,
}

/// <summary>The grid a post-processing step works on.</summary>
public enum PostGrid
{
    /// <summary>The grid of the source series.</summary>
    Reference,

    /// <summary>The grid of the network's tensor.</summary>
    Model,
}
