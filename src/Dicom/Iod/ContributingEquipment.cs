using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Who had a part in the object: we, and the device that acquired the images. PS3.3 §C.12.1.1.5.</summary>
internal static class ContributingEquipment
{
    public static void Write(DataSet result, DataSet source, ResultEquipment equipment)
    {
        List<DataSet> items = [GeneralEquipmentModule.Write(Item(result, Codes.ProcessingEquipment), equipment)];
        if (source.GetString(Tags.Manufacturer) is not null) // type 1 here
        {
            items.Add(Item(result, Codes.AcquisitionEquipment).CopyFrom(source, Tags.Manufacturer, Tags.ManufacturerModelName, Tags.DeviceSerialNumber,
                Tags.SoftwareVersions, Tags.StationName, Tags.InstitutionName));
        }

        result.SetItems(Tags.ContributingEquipmentSequence, items);
    }

    private static DataSet Item(DataSet result, CodedConcept purpose) => new DataSet { InheritedCharacterSet = result.CharacterSet }
        .SetItems(Tags.PurposeOfReferenceCodeSequence, [purpose.ToItem(result.CharacterSet)]);
}
