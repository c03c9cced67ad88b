using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>What stands in every result object: patient, study, its own series, equipment, SOP Common (PS3.3 §C.12.1).</summary>
internal static class ResultHeader
{
    private const int MaxLongString = 64;

    public static DataSet Create(ResultContext context, ResultKind kind, IReadOnlyList<ResultSegment> segments, IReadOnlyList<string>? furtherTexts = null)
    {
        DataSet source = ResultText.Prepare(context.Source.Header, [.. context.Texts(), .. segments.SelectMany(s => s.Texts()), .. furtherTexts ?? []]);
        DataSet result = new();
        if (!source.GetBytes(Tags.SpecificCharacterSet).IsEmpty) // empty means the default repertoire, which an object of ours says by leaving it out (type 1C)
        {
            result.CopyFrom(source, Tags.SpecificCharacterSet);
        }

        PatientStudyModule.Write(result, source);
        if (context.Source.HasGeometry && kind is (ResultKind.Segmentation or ResultKind.RtStructureSet))
        {
            FrameOfReferenceModule.Write(result, source);
        }

        GeneralEquipmentModule.Write(result, context.Equipment);
        ContributingEquipment.Write(result, source, context, segments[0].Algorithm);

        (string modality, string suffix) = kind switch
        {
            ResultKind.Segmentation => ("SEG", "segmentation"),
            ResultKind.RtStructureSet => ("RTSTRUCT", "structure set"),
            ResultKind.MeasurementReport => ("SR", "measurements"),
            ResultKind.Preview => ("OT", "preview"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        (string date, string time) = LocalTime(context, source);
        string description = $"{context.Title} {suffix}";
        return result
            .CopyFrom(source, Tags.TimezoneOffsetFromUtc)
            .SetString(Tags.SopClassUid, ResultClasses.Of(kind))
            .SetString(Tags.SopInstanceUid, context.Uids.SopInstanceUid(kind))
            .SetString(Tags.InstanceCreationDate, date)
            .SetString(Tags.InstanceCreationTime, time)
            .SetString(Tags.Modality, modality)
            .SetString(Tags.SeriesInstanceUid, context.Uids.SeriesInstanceUid(kind))
            .SetNumber(Tags.SeriesNumber, SeriesNumber(context, source, kind))
            .SetString(Tags.SeriesDescription, description.Length <= MaxLongString ? description : context.Title[..Math.Min(context.Title.Length, MaxLongString)])
            .SetString(Tags.SeriesDate, date)
            .SetString(Tags.SeriesTime, time)
            .SetNumber(Tags.InstanceNumber, 1);
    }

    /// <summary>Date (DA) and time (TM) of the result in the zone of the source's dates, if it names one. PS3.3 §C.12.1.1.8.</summary>
    public static (string Date, string Time) LocalTime(ResultContext context, DataSet source)
    {
        DateTimeOffset time = context.Identity.Time;
        if (source.GetString(Tags.TimezoneOffsetFromUtc) is { Length: 5 } zone
            && int.TryParse(zone, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset)
            && Math.Abs(offset) <= 1400 && Math.Abs(offset) % 100 < 60)
        {
            time = time.ToOffset(new TimeSpan(offset / 100, offset % 100, 0));
        }

        return (time.ToString("yyyyMMdd", CultureInfo.InvariantCulture), time.ToString("HHmmss", CultureInfo.InvariantCulture));
    }

    /// <summary>Above the numbers that a scanner gives its own series.</summary>
    private static int SeriesNumber(ResultContext context, DataSet source, ResultKind kind)
    {
        long number = ((long)(source.GetInt32(Tags.SeriesNumber) ?? 0) * 100) + context.SeriesNumberOffset + (int)kind;
        return number is > 0 and <= int.MaxValue ? (int)number : context.SeriesNumberOffset + (int)kind; // IS has 32 bits
    }
}
