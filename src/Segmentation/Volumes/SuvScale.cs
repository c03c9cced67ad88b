using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// From a PET's rescaled values to standardised uptake by body weight, g/ml: activity per ml divided by dose per g, the dose at the time that the activity is corrected
/// to. The way that the QIBA FDG-PET/CT profile agrees on between vendors. Nothing is guessed: what is missing is a <see cref="VolumeException"/>.
/// </summary>
public static class SuvScale
{
    private static readonly Tag s_philipsSuvFactor = new(0x70531000u);
    private static readonly Tag s_philipsCreator = new(0x70530010u);

    /// <param name="headers">Of all slices.</param>
    /// <exception cref="VolumeException">The series does not say enough; names the attribute.</exception>
    public static double Of(IReadOnlyList<DataSet> headers)
    {
        DataSet first = headers[0];
        switch (first.GetString(Tags.Units))
        {
            case "GML" when first.GetString(Tags.SuvType) is null or "BW":
                return 1;
            case "BQML":
                return OfActivity(headers);
            case "CNTS" when first.GetString(s_philipsCreator) == "Philips PET Private Group" && first.GetDouble(s_philipsSuvFactor) is > 0 and double factor:
                return factor;
            default:
                throw Missing("Units", $"is {first.GetString(Tags.Units) ?? "absent"}{(first.GetString(Tags.SuvType) is string type ? $" with SUVType {type}" : "")}; BQML, or GML by body weight, is needed");
        }
    }

    private static double OfActivity(IReadOnlyList<DataSet> headers)
    {
        DataSet first = headers[0];
        IReadOnlyList<string> corrections = first.GetStrings(Tags.CorrectedImage);
        if (!corrections.Contains("ATTN") || !corrections.Contains("DECY"))
        {
            throw Missing("CorrectedImage", "does not name ATTN and DECY: the activity is not corrected");
        }

        double grams = 1000 * Positive(first, Tags.PatientWeight, "PatientWeight");
        DataSet injection = first.GetItems(Tags.RadiopharmaceuticalInformationSequence) is [DataSet item, ..] ? item : throw Missing("RadiopharmaceuticalInformationSequence", "is absent");
        double dose = Positive(injection, Tags.RadionuclideTotalDose, "RadionuclideTotalDose");
        return first.GetString(Tags.DecayCorrection) switch
        {
            "ADMIN" => grams / dose,
            "START" => grams / (dose * Math.Pow(2, -DecaySeconds(headers, injection) / Positive(injection, Tags.RadionuclideHalfLife, "RadionuclideHalfLife"))),
            _ => throw Missing("DecayCorrection", $"is {first.GetString(Tags.DecayCorrection) ?? "absent"}; START or ADMIN is needed"),
        };
    }

    // a series that was reconstructed later may bear a later time than its first slice
    private static double DecaySeconds(IReadOnlyList<DataSet> headers, DataSet injection)
    {
        DateTime scan = headers.SelectMany(h => new[] { At(h, Tags.SeriesDate, Tags.SeriesTime), At(h, Tags.AcquisitionDate, Tags.AcquisitionTime) }).Min()
            ?? throw Missing("SeriesTime", "and AcquisitionTime are absent");
        DateTime? injected = Parse(injection.GetString(Tags.RadiopharmaceuticalStartDateTime) ?? "")
            ?? Parse(scan.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + injection.GetString(Tags.RadiopharmaceuticalStartTime));
        if (injected is not { } start)
        {
            throw Missing("RadiopharmaceuticalStartTime", "is absent");
        }

        start = start > scan && injection.GetString(Tags.RadiopharmaceuticalStartDateTime) is null ? start.AddDays(-1) : start; // before midnight
        return start <= scan ? (scan - start).TotalSeconds : throw Missing("RadiopharmaceuticalStartDateTime", "is later than the scan");
    }

    private static DateTime? At(DataSet header, Tag date, Tag time) => header.GetString(time) is string text && header.GetString(date) is string day ? Parse(day + text) : null;

    // of an offset from UTC only the local part counts: the other times of the series have none
    private static DateTime? Parse(string text)
    {
        int end = text.IndexOfAny(['+', '-', '&']);
        string local = end < 0 ? text : text[..end];
        string format = "yyyyMMddHHmmss"[..Math.Min(14, local.Length)] + (local.Length > 15 ? "." + new string('f', Math.Min(local.Length - 15, 6)) : "");
        return local.Length >= 10 && DateTime.TryParseExact(local, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime parsed) ? parsed : null;
    }

    private static double Positive(DataSet data, Tag tag, string name) => data.GetDouble(tag) is > 0 and double value ? value : throw Missing(name, "is absent or not above 0");

    private static VolumeException Missing(string attribute, string what) => new($"Standardised uptake values cannot be computed: {attribute} {what}.");
}
