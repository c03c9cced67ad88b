using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Gate;

/// <summary>The manifest's preconditions against what the headers of the source say. What headers do not tell (a skull was stripped, images are registered) is not judged.</summary>
internal static class SourceCheck
{
    public static IEnumerable<GateFinding> Of(ModelManifest manifest, DataSet? header) => header is null ? [] : manifest.Preconditions
        .Select(p => Misfit(p, header))
        .OfType<string>()
        .Select(reason => new GateFinding(GateCheck.UnfitSource, null, reason));

    private static string? Misfit(Precondition precondition, DataSet header)
    {
        string? agent = header.GetString(Tags.ContrastBolusAgent);
        return precondition switch
        {
            Precondition.ContrastEnhanced when string.IsNullOrWhiteSpace(agent) => "The model was made for images with contrast agent; the series names none.",
            Precondition.NoContrast when !string.IsNullOrWhiteSpace(agent) => "The model was made for images without contrast agent; the series names one.",
            Precondition.Hounsfield when header.GetString(Tags.Modality) != "CT" || header.GetString(Tags.RescaleType) is not (null or "HU" or "HU_MOD") =>
                "The model was made for Hounsfield units; the series has others.",
            Precondition.PixelSuv when header.GetString(Tags.Units) != "GML" && header.GetDouble(Tags.PatientWeight) is not > 0 =>
                "The model was made for standardised uptake values; the series has none and no patient's weight to compute them with.",
            _ => null,
        };
    }
}
