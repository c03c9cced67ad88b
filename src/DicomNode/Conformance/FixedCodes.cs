using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Conformance;

/// <summary>The codes in both of two objects, wherever they stand.</summary>
internal static class FixedCodes
{
    public static IEnumerable<(string Value, string Scheme, string Meaning)> Of(DataSet one, DataSet other) => In(one).Intersect(In(other));

    private static IEnumerable<(string Value, string Scheme, string Meaning)> In(DataSet dataSet)
    {
        if (dataSet.GetString(Tags.CodeValue) is { } value && dataSet.GetString(Tags.CodingSchemeDesignator) is { } scheme)
        {
            yield return (value, scheme, dataSet.GetString(Tags.CodeMeaning) ?? "");
        }

        foreach (var code in dataSet.OfType<SequenceElement>().SelectMany(s => s.Items).SelectMany(In))
        {
            yield return code;
        }
    }
}
