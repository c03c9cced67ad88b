using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>How near a network came to its known answer.</summary>
/// <param name="Dice">Per label that occurs in the answer or in the result.</param>
/// <param name="DifferingVoxels">Voxels whose label is another one.</param>
/// <param name="Passed">No Dice is below what the manifest asks for.</param>
public sealed record SelfTestResult(IReadOnlyDictionary<int, double> Dice, int DifferingVoxels, bool Passed, ProviderReport Providers);
