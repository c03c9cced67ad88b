using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Builds an RT Structure Set (PS3.3 §A.19) of closed planar contours.</summary>
public static class RtStructureSetObject
{
    private const int MaxShortString = 16, MaxLongString = 64;

    /// <param name="segments">ROINumber is the position in the list, from 1.</param>
    /// <param name="contours">Read once: structure by structure, slices ascending; within the limits that <paramref name="options"/> name.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source.</exception>
    public static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, IRoiContours contours, RtStructureSetOptions? options = null)
    {
        ResultSegment.Check(segments);
        options ??= RtStructureSetOptions.Default;
        segments = options.AsciiNames ? [.. segments.Select(RoiNames.InAscii)] : segments;
        IReadOnlyList<string> names = RoiNames.Of([.. segments.Select(s => s.NameAsRoi)], options.RoiNameLength);
        DataSet result = ResultHeader.Create(context with { Variant = options.Variant }, ResultKind.RtStructureSet, segments);
        SpecificCharacterSet characterSet = result.CharacterSet;
        WriteStructureSet(result, context, options);
        ReferencedFrameOfReference.Write(result, context.Source);

        SequenceElement[] imageReferences = [.. context.Source.Slices.Select(s => new SequenceElement(Tags.ContourImageSequence, [s.Reference()]))];
        List<DataSet> rois = [], roiContours = [], observations = [];
        bool requiresImplicitVr = false;
        for (int i = 0; i < segments.Count; i++)
        {
            ContourSequence sequence = new(options.Decimals);
            for (int slice = 0; slice < imageReferences.Length; slice++)
            {
                foreach (IReadOnlyList<PatientPoint> polygon in contours.Read(i, slice))
                {
                    sequence.Add(polygon, imageReferences[slice]);
                }
            }

            requiresImplicitVr |= sequence.OutgrowsExplicitVr;
            rois.Add(Roi(segments[i], names[i], i + 1, context.Source, characterSet));
            roiContours.Add(RoiContour(segments[i], i + 1, sequence));
            observations.Add(Observation(segments[i], names[i], i + 1, characterSet));
        }

        result.SetItems(Tags.StructureSetRoiSequence, rois)
            .SetItems(Tags.RoiContourSequence, roiContours)
            .SetItems(Tags.RtRoiObservationsSequence, observations);
        return new(ResultKind.RtStructureSet, result, requiresImplicitVr);
    }

    /// <summary>PS3.3 §C.8.8.1 (RT Series), §C.8.8.5 (Structure Set), §C.8.8.16 (Approval).</summary>
    private static void WriteStructureSet(DataSet result, ResultContext context, RtStructureSetOptions options) => result
        .SetEmpty(Tags.OperatorsName)
        .SetString(Tags.StructureSetLabel, ShortText.Of(context.Title, MaxShortString))
        .SetString(Tags.StructureSetName, context.Title)
        .SetString(Tags.StructureSetDescription, options.ToleranceMm > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{context.Description}. Contours lie within {options.ToleranceMm:0.###} mm of the voxels' edges")
            : context.Description)
        .SetString(Tags.StructureSetDate, result.GetString(Tags.SeriesDate)!)
        .SetString(Tags.StructureSetTime, result.GetString(Tags.SeriesTime)!)
        .SetString(Tags.ApprovalStatus, "UNAPPROVED");

    /// <summary>A name that had to change stands in full in the description.</summary>
    private static DataSet Roi(ResultSegment segment, string name, int number, SourceSeries source, SpecificCharacterSet characterSet)
    {
        DataSet item = new DataSet { InheritedCharacterSet = characterSet }
            .SetNumber(Tags.RoiNumber, number)
            .SetString(Tags.ReferencedFrameOfReferenceUid, source.FrameOfReferenceUid)
            .SetString(Tags.RoiName, name);
        return (name == segment.NameAsRoi ? item : item.SetString(Tags.RoiDescription, segment.NameAsRoi))
            .SetString(Tags.RoiGenerationAlgorithm, "AUTOMATIC")
            .SetString(Tags.RoiGenerationDescription, ShortText.Of($"{segment.Algorithm.Name} {segment.Algorithm.Version}", MaxLongString));
    }

    private static DataSet RoiContour(ResultSegment segment, int number, ContourSequence contours)
    {
        DataSet item = new DataSet()
            .SetNumber(Tags.RoiDisplayColor, segment.Color.Red, segment.Color.Green, segment.Color.Blue)
            .SetNumber(Tags.ReferencedRoiNumber, number);
        return contours.Items.Count > 0 ? item.SetItems(Tags.ContourSequence, contours.Items) : item;
    }

    private static DataSet Observation(ResultSegment segment, string name, int number, SpecificCharacterSet characterSet) =>
        new DataSet { InheritedCharacterSet = characterSet }
            .SetNumber(Tags.ObservationNumber, number)
            .SetNumber(Tags.ReferencedRoiNumber, number)
            .SetString(Tags.RoiObservationLabel, ShortText.Of(name, MaxShortString))
            .SetItems(Tags.RtRoiIdentificationCodeSequence, [segment.Type.ToItem(characterSet)])
            .SetString(Tags.RtRoiInterpretedType, segment.RoiType)
            .SetEmpty(Tags.RoiInterpreter);
}
