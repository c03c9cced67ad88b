using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Viewing;

/// <summary>What stands behind a value of an image.</summary>
internal static class ValueUnit
{
    /// <returns>Empty: the values have no unit, as those of MR.</returns>
    public static string Of(DataSet header) => (header.GetString(Tags.Modality), header.GetString(Tags.RescaleType), header.GetString(Tags.Units)) switch
    {
        ("CT", null or "HU" or "HU_MOD", _) => "HU",
        ("PT", _, "BQML") => "Bq/ml",
        ("PT", _, "GML") => "g/ml",
        ("PT", _, "CNTS") => "counts",
        (_, null or "US", _) => "", // unspecified
        (_, string type, _) => type,
    };
}
