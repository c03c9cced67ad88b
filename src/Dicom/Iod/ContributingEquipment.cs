using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Who had a part in the object: we, the algorithm, and the device that acquired the images. PS3.3 §C.12.1.1.5.</summary>
internal static class ContributingEquipment
{
    private const int MaxShortText = 1024, MaxLongString = 64;

    public static void Write(DataSet result, DataSet source, ResultContext context, SegmentAlgorithm algorithm)
    {
        List<DataSet> items = [GeneralEquipmentModule.Write(Item(result, Codes.ProcessingEquipment), context.Equipment), Algorithm(result, context, algorithm)];
        if (source.GetString(Tags.Manufacturer) is not null) // type 1 here
        {
            items.Add(Item(result, Codes.AcquisitionEquipment).CopyFrom(source, Tags.Manufacturer, Tags.ManufacturerModelName, Tags.DeviceSerialNumber,
                Tags.SoftwareVersions, Tags.StationName, Tags.InstitutionName));
        }

        result.SetItems(Tags.ContributingEquipmentSequence, items);
    }

    /// <summary>IHE AI Results: the algorithm by a Device UID that changes with it. The description says what else it takes to make the result again.</summary>
    private static DataSet Algorithm(DataSet result, ResultContext context, SegmentAlgorithm algorithm)
    {
        ResultIdentity identity = context.Identity;
        string[] parts =
        [
            $"model sha256 {identity.ModelHash}",
            $"input sha256 {identity.InputDigest}",
            .. context.Provenance.Provider is { } provider ? [$"computed on {provider}"] : Array.Empty<string>(),
            .. context.Provenance.Parameters is { Length: > 0 } parameters ? [parameters] : Array.Empty<string>(),
        ];
        string description = string.Join("; ", parts);
        return Item(result, Codes.ProcessingEquipment)
            .SetString(Tags.Manufacturer, algorithm.Source is { Length: > 0 } source ? source : context.Equipment.Manufacturer)
            .SetString(Tags.ManufacturerModelName, Shortened(identity.ModelId, MaxLongString))
            .SetString(Tags.SoftwareVersions, Shortened(identity.ModelVersion, MaxLongString))
            .SetString(Tags.DeviceUid, context.Uids.DeviceUid())
            .SetString(Tags.ContributionDescription, Shortened(description, MaxShortText));
    }

    private static DataSet Item(DataSet result, CodedConcept purpose) => new DataSet { InheritedCharacterSet = result.CharacterSet }
        .SetItems(Tags.PurposeOfReferenceCodeSequence, [purpose.ToItem(result.CharacterSet)]);

    private static string Shortened(string text, int length) => text[..Math.Min(text.Length, length)].TrimEnd();
}
