using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Assembling;

/// <summary>
/// Which of several series that fit an input is taken: what the manifest prefers, in its order; then the one with most slices, then the newest, then by UID. So
/// the choice is the same whatever came first.
/// </summary>
internal static partial class CandidateOrder
{
    public static IEnumerable<StudyCandidate> By(IReadOnlyList<SeriesPreference> preferences, IEnumerable<StudyCandidate> candidates)
    {
        IOrderedEnumerable<StudyCandidate> ordered = candidates.OrderBy(_ => 0);
        foreach (SeriesPreference preference in preferences.Append(SeriesPreference.MostSlices).Append(SeriesPreference.Newest))
        {
            ordered = preference == SeriesPreference.Newest
                ? ordered.ThenByDescending(c => Moment(c.Header), StringComparer.Ordinal)
                : ordered.ThenBy(c => Cost(preference, c));
        }

        return ordered.ThenBy(c => c.Series.SeriesInstanceUid, StringComparer.Ordinal);
    }

    /// <summary>The lower the better.</summary>
    private static double Cost(SeriesPreference preference, StudyCandidate candidate) => preference switch
    {
        SeriesPreference.ThinnestSlices => candidate.Verdict.Geometry!.SpacingMm.Z,
        SeriesPreference.MostSlices => -candidate.Verdict.Shape.Depth,
        SeriesPreference.LargestFov => -(candidate.Verdict.Geometry!.SpacingMm.Y * candidate.Verdict.Shape.Height * candidate.Verdict.Geometry.SpacingMm.X * candidate.Verdict.Shape.Width),
        SeriesPreference.SmoothestKernel => KernelNumber(candidate.Header),
        SeriesPreference.SmallestSeriesNumber => Number(candidate.Header),
        _ => 0,
    };

    private static string Moment(DataSet header) => header.GetString(Tags.SeriesDate) + header.GetString(Tags.SeriesTime);

    private static double Number(DataSet header)
    {
        try
        {
            return header.GetInt32(Tags.SeriesNumber) ?? double.MaxValue;
        }
        catch (DicomDataException)
        {
            return double.MaxValue;
        }
    }

    /// <summary>B30f, Br40, FC08: the number in the name grows with the sharpness. A kernel without one comes last.</summary>
    private static double KernelNumber(DataSet header) =>
        Digits().Match(header.GetString(Tags.ConvolutionKernel) ?? "") is { Success: true } number ? double.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : double.MaxValue;

    [GeneratedRegex("[0-9]{1,4}")]
    private static partial Regex Digits();
}
