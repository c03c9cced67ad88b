using System.Diagnostics;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>A node of the tree that a structured report is. PS3.3 §C.17.3.2.</summary>
/// <param name="ValueType">A defined term of Value Type (0040,A040).</param>
/// <param name="Name">What is said; null where the relation to the item above says enough.</param>
internal abstract record ContentItem(string ValueType, CodedConcept? Name)
{
    /// <summary>To the item above; the root of a document has none.</summary>
    public ContentRelation Relation { get; init; } = ContentRelation.Contains;

    public IReadOnlyList<ContentItem> Children { get; init; } = [];

    /// <summary>The item for the ContentSequence of the item above.</summary>
    public DataSet ToItem(SpecificCharacterSet characterSet)
    {
        DataSet item = new DataSet { InheritedCharacterSet = characterSet }.SetString(Tags.RelationshipType, Relation switch
        {
            ContentRelation.Contains => "CONTAINS",
            ContentRelation.HasObservationContext => "HAS OBS CONTEXT",
            ContentRelation.HasConceptModifier => "HAS CONCEPT MOD",
            _ => throw new UnreachableException(),
        });
        WriteTo(item);
        return item;
    }

    /// <summary>Writes what the item is, and all below it; into the data set of a document the item is its root.</summary>
    public void WriteTo(DataSet target)
    {
        target.SetString(Tags.ValueType, ValueType);
        if (Name is not null)
        {
            target.SetItems(Tags.ConceptNameCodeSequence, [Name.ToItem(target.CharacterSet)]);
        }

        WriteValue(target);
        if (Children.Count > 0)
        {
            target.SetItems(Tags.ContentSequence, [.. Children.Select(c => c.ToItem(target.CharacterSet))]);
        }
    }

    protected abstract void WriteValue(DataSet target);
}
