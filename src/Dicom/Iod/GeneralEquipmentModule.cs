using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>What made the object. PS3.3 §C.7.5.1, §C.7.5.2.</summary>
internal static class GeneralEquipmentModule
{
    public static DataSet Write(DataSet result, ResultEquipment equipment) => result
        .SetString(Tags.Manufacturer, equipment.Manufacturer)
        .SetString(Tags.ManufacturerModelName, equipment.ModelName)
        .SetString(Tags.DeviceSerialNumber, equipment.SerialNumber)
        .SetString(Tags.SoftwareVersions, [.. equipment.SoftwareVersions]);
}
