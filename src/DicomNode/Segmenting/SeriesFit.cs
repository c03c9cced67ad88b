using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>Whether a series is what a model's input asks for.</summary>
internal static class SeriesFit
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1); // for one expression on one short text

    /// <param name="header">Of the first slice.</param>
    /// <param name="verdict">A volume.</param>
    /// <returns>What does not fit, naming the manifest's key and the series' value; null when all does.</returns>
    public static string? Misfit(SelectSpec select, DataSet header, StackVerdict verdict)
    {
        (Geometry geometry, VolumeShape shape) = (verdict.Geometry!, verdict.Shape);
        (double z, double y, double x) = geometry.SpacingMm;
        return Misfit(select, header)
            ?? (select.Plane == AcquisitionPlane.Any || PlaneOf(geometry) == select.Plane ? null : $"plane: the slices are {Words.Of(PlaneOf(geometry))}, not {Words.Of(select.Plane)}")
            ?? (shape.Depth < select.MinSlices ? $"minSlices: {shape.Depth} slices of at least {select.MinSlices}" : null)
            ?? (shape.Depth > select.MaxSlices ? $"maxSlices: {shape.Depth} slices of at most {select.MaxSlices}" : null)
            ?? Within("sliceSpacingMm", select.SliceSpacingMm, z)
            ?? Within("pixelSpacingMm", select.PixelSpacingMm, y)
            ?? Within("pixelSpacingMm", select.PixelSpacingMm, x)
            ?? Within("minExtentMm", new ValueRange(select.MinExtentMm, null), z * shape.Depth);
    }

    /// <summary>What one image says of itself, wherever it lies.</summary>
    /// <inheritdoc cref="Misfit(SelectSpec, DataSet, StackVerdict)" path="/returns"/>
    public static string? Misfit(SelectSpec select, DataSet header)
    {
        string description = header.GetString(Tags.SeriesDescription) ?? header.GetString(Tags.ProtocolName) ?? "";
        IReadOnlyList<string> imageType = header.GetStrings(Tags.ImageType);
        string? bodyPart = header.GetString(Tags.BodyPartExamined);
        return OneOf("modality", select.Modality, header.GetString(Tags.Modality) ?? "")
            ?? (select.SopClass.Count == 0 ? null : OneOf("sopClass", select.SopClass, header.GetString(Tags.SopClassUid) ?? ""))
            ?? (select.BodyPart.Count == 0 || string.IsNullOrEmpty(bodyPart) ? null : OneOf("bodyPart", select.BodyPart, bodyPart))
            ?? (Matches(select.Description, description) ?? true ? null : "description: the series' description does not match")
            ?? (Matches(select.NotDescription, description) ?? false ? "notDescription: the series' description matches" : null)
            ?? (Matches(select.Kernel, header.GetString(Tags.ConvolutionKernel) ?? "") ?? true ? null : "kernel: the reconstruction kernel does not match")
            ?? (select.ImageType.Except(imageType, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } missing ? $"imageType: {missing} is not among {string.Join("\\", imageType)}" : null)
            ?? (select.NotImageType.Intersect(imageType, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unwanted ? $"notImageType: {unwanted} is among {string.Join("\\", imageType)}" : null)
            ?? Contrast(select.ContrastAgent, header)
            ?? AttributeRules.Misfit(select.Rules, header);
    }

    // an agent that is not named was not given, as far as an image can tell
    private static string? Contrast(ContrastAgent? wanted, DataSet header)
    {
        bool isNamed = header.GetString(Tags.ContrastBolusAgent) is not null || header.GetItems(Tags.ContrastBolusAgentSequence).Count > 0;
        return wanted switch
        {
            ContrastAgent.Required when !isNamed => "contrastAgent: the images name no contrast agent",
            ContrastAgent.Forbidden when isNamed => "contrastAgent: the images name a contrast agent",
            _ => null,
        };
    }

    private static string? OneOf(string key, IReadOnlyList<string> allowed, string value) =>
        allowed.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"{key}: {value} is none of {string.Join(", ", allowed)}";

    private static bool? Matches(string? pattern, string text) =>
        pattern is null ? null : Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patience);

    private static string? Within(string key, ValueRange? range, double mm) => range is not { } allowed || allowed.Contains(mm) ? null
        : string.Create(CultureInfo.InvariantCulture, $"{key}: {mm:0.###} mm, allowed {allowed.Low?.ToString("0.###", CultureInfo.InvariantCulture) ?? "any"} to {allowed.High?.ToString("0.###", CultureInfo.InvariantCulture) ?? "any"}");

    // the patient axis that the slices are stacked along
    private static AcquisitionPlane PlaneOf(Geometry geometry) => AxisCodes.Of(geometry)[0].World switch
    {
        0 => AcquisitionPlane.Sagittal,
        1 => AcquisitionPlane.Coronal,
        _ => AcquisitionPlane.Axial,
    };
}
