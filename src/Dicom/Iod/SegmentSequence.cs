using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>What the segments are. PS3.3 §C.8.20.4 (Segment Description Macro).</summary>
internal static class SegmentSequence
{
    /// <param name="hasBackground">Whether number 0 is described: every value that a label map has needs an item.</param>
    public static void Write(DataSet result, IReadOnlyList<ResultSegment> segments, ResultUids uids, bool hasBackground)
    {
        SpecificCharacterSet characterSet = result.CharacterSet;
        IEnumerable<DataSet> items = segments.Select((segment, index) => Item(segment, index + 1, uids, characterSet));
        result.SetItems(Tags.SegmentSequence, [.. hasBackground ? items.Prepend(Background(segments[0], characterSet)) : items]);
    }

    private static DataSet Background(ResultSegment any, SpecificCharacterSet characterSet) => new DataSet { InheritedCharacterSet = characterSet }
        .SetNumber(Tags.SegmentNumber, 0)
        .SetString(Tags.SegmentLabel, Codes.Background.Meaning)
        .SetItems(Tags.SegmentedPropertyCategoryCodeSequence, [Codes.Background.ToItem(characterSet)])
        .SetItems(Tags.SegmentedPropertyTypeCodeSequence, [Codes.Background.ToItem(characterSet)])
        .SetString(Tags.SegmentAlgorithmType, "AUTOMATIC")
        .SetString(Tags.SegmentAlgorithmName, any.Algorithm.Name);

    private static DataSet Item(ResultSegment segment, int number, ResultUids uids, SpecificCharacterSet characterSet)
    {
        CielabColor color = CielabColor.FromRgb(segment.Color);
        DataSet item = new DataSet { InheritedCharacterSet = characterSet }
            .SetNumber(Tags.SegmentNumber, number)
            .SetString(Tags.SegmentLabel, segment.Label)
            .SetItems(Tags.SegmentedPropertyCategoryCodeSequence, [segment.Category.ToItem(characterSet)])
            .SetItems(Tags.SegmentedPropertyTypeCodeSequence, [Modified(segment.Type, segment.TypeModifier, Tags.SegmentedPropertyTypeModifierCodeSequence, characterSet)])
            .SetString(Tags.SegmentAlgorithmType, "AUTOMATIC")
            .SetString(Tags.SegmentAlgorithmName, segment.Algorithm.Name)
            .SetItems(Tags.SegmentationAlgorithmIdentificationSequence, [Algorithm(segment.Algorithm, characterSet)])
            .SetString(Tags.TrackingId, segment.Label)
            .SetString(Tags.TrackingUid, uids.TrackingUid(segment.Label))
            .SetNumber(Tags.RecommendedDisplayCieLabValue, color.L, color.A, color.B);
        if (segment.Description is { Length: > 0 } description)
        {
            item.SetString(Tags.SegmentDescription, description);
        }

        if (segment.Region is not null)
        {
            item.SetItems(Tags.AnatomicRegionSequence, [Modified(segment.Region, segment.RegionModifier, Tags.AnatomicRegionModifierSequence, characterSet)]);
        }

        return item;
    }

    /// <summary>A code with, inside its own item, the code that modifies it.</summary>
    private static DataSet Modified(CodedConcept concept, CodedConcept? modifier, Tag modifierSequence, SpecificCharacterSet characterSet)
    {
        DataSet item = concept.ToItem(characterSet);
        return modifier is null ? item : item.SetItems(modifierSequence, [modifier.ToItem(characterSet)]);
    }

    private static DataSet Algorithm(SegmentAlgorithm algorithm, SpecificCharacterSet characterSet)
    {
        DataSet item = new DataSet { InheritedCharacterSet = characterSet }
            .SetItems(Tags.AlgorithmFamilyCodeSequence, [(algorithm.Family ?? Codes.ArtificialIntelligence).ToItem(characterSet)])
            .SetString(Tags.AlgorithmName, algorithm.Name)
            .SetString(Tags.AlgorithmVersion, algorithm.Version);
        if (algorithm.Parameters is { Length: > 0 } parameters)
        {
            item.SetString(Tags.AlgorithmParameters, parameters);
        }

        return algorithm.Source is { Length: > 0 } source ? item.SetString(Tags.AlgorithmSource, source) : item;
    }
}
