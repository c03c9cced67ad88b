using DicomNode.Segmentation.Importing.Monai;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Clara;

/// <summary>What a Clara configuration comes down to.</summary>
/// <param name="Batch">How many windows the source feeds at once.</param>
/// <param name="LabelNames">Of the labels from 1 on, where they are named.</param>
internal sealed record MmarParts(MappedPreprocess Preprocess, WindowSpec Window, int Batch, MappedPostprocess Postprocess, IReadOnlyList<string> LabelNames)
{
    public string? InputTensor { get; init; }

    public string? OutputTensor { get; init; }
}
