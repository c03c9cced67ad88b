using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>What the rescaled values of a series are, and their unit. PS3.16 CID 7180 and CID 7181.</summary>
public sealed record VoxelQuantity(CodedConcept Name, CodedConcept Unit)
{
    private static readonly CodedConcept
        s_noUnits = new("1", "UCUM", "no units"),
        s_attenuation = new("112031", "DCM", "Attenuation Coefficient"),
        s_signal = new("110852", "DCM", "MR signal intensity"),
        s_activity = new("110821", "DCM", "Nuclear Medicine Tomographic Activity");

    /// <summary>Of CT in Hounsfield units.</summary>
    public static VoxelQuantity Hounsfield { get; } = new(s_attenuation, new("[hnsf'U]", "UCUM", "Hounsfield unit"));

    /// <param name="header">Of an image of the series.</param>
    /// <returns>Null: nothing is known that a mean could be given a name and a unit by.</returns>
    public static VoxelQuantity? Of(DataSet header) => header.GetString(Tags.Modality) switch
    {
        "CT" => header.GetString(Tags.RescaleType) is null or "HU" or "HU_MOD" ? Hounsfield : new(s_attenuation, s_noUnits),
        "MR" => new(s_signal, s_noUnits), // arbitrary: it differs from scanner to scanner and from day to day
        "PT" => OfPositronEmission(header),
        "NM" => new(s_activity, new("{counts}", "UCUM", "Counts")),
        "US" => new(new("110849", "DCM", "Echogenicity"), s_noUnits),
        _ => null,
    };

    /// <summary>By Units (0054,1001). PS3.3 §C.8.9.1.1.3.</summary>
    private static VoxelQuantity? OfPositronEmission(DataSet header) => header.GetString(Tags.Units) switch
    {
        "BQML" => new(s_activity, new("Bq/ml", "UCUM", "Becquerels/milliliter")),
        "CNTS" => new(s_activity, new("{counts}", "UCUM", "Counts")),
        "GML" when header.GetString(Tags.SuvType) is null or "BW" => new(new("126401", "DCM", "SUVbw"), new("g/ml{SUVbw}", "UCUM", "Standardized Uptake Value body weight")),
        _ => new(s_activity, s_noUnits),
    };
}
