using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>One series that goes into the network.</summary>
public sealed record ModelInput
{
    public required string Name { get; init; }

    /// <summary>Channel of the input tensor; absent: the place in the list.</summary>
    public int? Channel { get; init; }

    public required SelectSpec Select { get; init; }

    public bool Required { get; init; } = true;

    /// <summary>The result grid and the references of the results come from this series. Absent everywhere: the first input.</summary>
    public bool Reference { get; init; }

    public ValueUnits ValueUnits { get; init; } = ValueUnits.Rescaled;

    /// <summary>Of a model that takes images by themselves: each input is a component of the same image.</summary>
    public ImageComponent Component { get; init; }
}

/// <summary>What the voxel values of an input mean when they enter the chain.</summary>
public enum ValueUnits
{
    /// <summary>Rescale slope and intercept applied.</summary>
    Rescaled,
    Stored,
    Hounsfield,
    Suvbw,
}
