using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>A code with its scheme and meaning. PS3.3 §8, Table 8.8-1. SNOMED CT is "SCT", not the retired "SRT".</summary>
public sealed record CodedConcept(string Value, string Scheme, string Meaning)
{
    private const int MaxShortValue = 16; // CodeValue is an SH; what is longer goes to LongCodeValue, a UC

    /// <summary>The concept as the one item of a code sequence.</summary>
    public DataSet ToItem(SpecificCharacterSet characterSet) => new DataSet { InheritedCharacterSet = characterSet }
        .SetString(Value.Length <= MaxShortValue ? Tags.CodeValue : Tags.LongCodeValue, Value)
        .SetString(Tags.CodingSchemeDesignator, Scheme)
        .SetString(Tags.CodeMeaning, Meaning);

    /// <summary>The concept that an item of a code sequence holds; null when it has no code.</summary>
    public static CodedConcept? Of(DataSet item) =>
        (item.GetString(Tags.CodeValue) ?? item.GetString(Tags.LongCodeValue) ?? item.GetString(Tags.UrnCodeValue)) is string value
            ? new(value, item.GetString(Tags.CodingSchemeDesignator) ?? "", item.GetString(Tags.CodeMeaning) ?? "")
            : null;

    /// <summary>The same code of the same scheme; the meaning is for people.</summary>
    public bool Is(CodedConcept other) => Value == other.Value && Scheme == other.Scheme;

    public override string ToString() => $"({Value}, {Scheme}, \"{Meaning}\")";
}
