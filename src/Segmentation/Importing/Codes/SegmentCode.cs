using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Codes;

/// <summary>What a segment of a known name is, in codes.</summary>
/// <param name="Modifier">Left or right, where the type does not say it itself.</param>
/// <param name="Region">Where it is, for what can be anywhere.</param>
/// <param name="RoiName">The name of AAPM TG-263.</param>
internal sealed record SegmentCode(string Name, CodeSpec Category, CodeSpec Type, CodeSpec? Modifier, CodeSpec? Region, IReadOnlyList<int>? Rgb, string? RoiName, RtRoiType RtRoiType);
