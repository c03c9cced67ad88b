using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Builds an RT Structure Set (PS3.3 §A.19) of closed planar contours.</summary>
public static class RtStructureSetObject
{
    private const int MaxShortString = 16, MaxLongString = 64;

    /// <param name="segments">ROINumber is the position in the list, from 1.</param>
    /// <param name="contours">Read once: structure by structure, slices ascending.</param>
    /// <exception cref="DicomDataException">Something that the object must name is missing in the source.</exception>
    public static ResultObject Build(ResultContext context, IReadOnlyList<ResultSegment> segments, IRoiContours contours)
    {
        ResultSegment.Check(segments);
        DataSet result = ResultHeader.Create(context, ResultKind.RtStructureSet, segments);
        SpecificCharacterSet characterSet = result.CharacterSet;
        DataSet[] images = [.. context.Source.Slices.Select(s => s.Reference())];
        WriteStructureSet(result, context);
        ReferencedFrameOfReference.Write(result, context.Source, images);

        SequenceElement[] imageReferences = [.. images.Select(i => new SequenceElement(Tags.ContourImageSequence, [i]))];
        List<DataSet> rois = [], roiContours = [], observations = [];
        bool requiresImplicitVr = false;
        for (int i = 0; i < segments.Count; i++)
        {
            ContourSequence sequence = new();
            for (int slice = 0; slice < imageReferences.Length; slice++)
            {
                foreach (IReadOnlyList<PatientPoint> polygon in contours.Read(i, slice))
                {
                    sequence.Add(polygon, imageReferences[slice]);
                }
            }

            requiresImplicitVr |= sequence.OutgrowsExplicitVr;
            rois.Add(Roi(segments[i], i + 1, context.Source, characterSet));
            roiContours.Add(RoiContour(segments[i], i + 1, sequence));
            observations.Add(Observation(segments[i], i + 1, characterSet));
        }

        result.SetItems(Tags.StructureSetRoiSequence, rois)
            .SetItems(Tags.RoiContourSequence, roiContours)
            .SetItems(Tags.RtRoiObservationsSequence, observations);
        return new(ResultKind.RtStructureSet, result, requiresImplicitVr);
    }

    /// <summary>PS3.3 §C.8.8.1 (RT Series), §C.8.8.5 (Structure Set), §C.8.8.16 (Approval).</summary>
    private static void WriteStructureSet(DataSet result, ResultContext context) => result
        .SetEmpty(Tags.OperatorsName)
        .SetString(Tags.StructureSetLabel, Shortened(context.Title, MaxShortString))
        .SetString(Tags.StructureSetName, context.Title)
        .SetString(Tags.StructureSetDescription, context.Description)
        .SetString(Tags.StructureSetDate, result.GetString(Tags.SeriesDate)!)
        .SetString(Tags.StructureSetTime, result.GetString(Tags.SeriesTime)!)
        .SetString(Tags.ApprovalStatus, "UNAPPROVED");

    private static DataSet Roi(ResultSegment segment, int number, SourceSeries source, SpecificCharacterSet characterSet) =>
        new DataSet { InheritedCharacterSet = characterSet }
            .SetNumber(Tags.RoiNumber, number)
            .SetString(Tags.ReferencedFrameOfReferenceUid, source.FrameOfReferenceUid)
            .SetString(Tags.RoiName, segment.NameAsRoi)
            .SetString(Tags.RoiGenerationAlgorithm, "AUTOMATIC")
            .SetString(Tags.RoiGenerationDescription, Shortened($"{segment.Algorithm.Name} {segment.Algorithm.Version}", MaxLongString));

    private static DataSet RoiContour(ResultSegment segment, int number, ContourSequence contours)
    {
        DataSet item = new DataSet()
            .SetNumber(Tags.RoiDisplayColor, segment.Color.Red, segment.Color.Green, segment.Color.Blue)
            .SetNumber(Tags.ReferencedRoiNumber, number);
        return contours.Items.Count > 0 ? item.SetItems(Tags.ContourSequence, contours.Items) : item;
    }

    private static DataSet Observation(ResultSegment segment, int number, SpecificCharacterSet characterSet) =>
        new DataSet { InheritedCharacterSet = characterSet }
            .SetNumber(Tags.ObservationNumber, number)
            .SetNumber(Tags.ReferencedRoiNumber, number)
            .SetString(Tags.RoiObservationLabel, Shortened(segment.NameAsRoi, MaxShortString))
            .SetItems(Tags.RtRoiIdentificationCodeSequence, [segment.Type.ToItem(characterSet)])
            .SetString(Tags.RtRoiInterpretedType, segment.RoiType)
            .SetEmpty(Tags.RoiInterpreter);

    private static string Shortened(string text, int length) => text[..Math.Min(text.Length, length)].TrimEnd();
}
