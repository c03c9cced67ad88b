namespace DicomNode.Segmentation.Pipeline;

/// <summary>
/// A known answer of the network itself: <see cref="Input"/> and <see cref="Labels"/> are raw files in the model's folder whose names end in
/// <c>_u8_AxBxC.raw</c>, C order. The input divided by 255 is the tensor as the network takes it, after all preparation.
/// </summary>
public sealed record SelfTestSpec
{
    public required string Input { get; init; }

    public required string Labels { get; init; }

    /// <summary>The smallest Dice that any label may have.</summary>
    public required double MinDice { get; init; }

    /// <summary>Of the input file.</summary>
    public string? Sha256 { get; init; }
}
