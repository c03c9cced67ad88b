using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>The forms of a segmentation that a model's results have.</summary>
/// <param name="Usual">Who says nothing else gets it.</param>
/// <param name="HasProbabilities">Without them, who wants them gets 0 and 255.</param>
internal readonly record struct ModelForms(SegmentationForm Usual, bool HasProbabilities)
{
    /// <summary>Of a model of which nothing is known.</summary>
    public static ModelForms Plain => new(SegmentationForm.Binary, HasProbabilities: false);

    public static ModelForms Of(ModelManifest manifest) =>
        new(manifest.Emit.SegmentationType == SegmentationType.Fractional ? SegmentationForm.Probabilities : SegmentationForm.Binary, manifest.ProbabilitiesRefusal is null);

    public IEnumerable<SegmentationForm> Of(ReceiverProfile receiver)
    {
        bool has = HasProbabilities;
        IEnumerable<SegmentationForm> wanted = receiver.Segmentations.Count > 0 ? receiver.Segmentations : [Usual];
        return wanted.Select(f => f == SegmentationForm.Probabilities && !has ? SegmentationForm.Fractional : f).Distinct();
    }
}
