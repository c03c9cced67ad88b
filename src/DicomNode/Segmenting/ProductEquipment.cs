using System.Reflection;
using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>How this product names itself in the objects that it makes.</summary>
internal static class ProductEquipment
{
    private static readonly string s_version =
        typeof(ProductEquipment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <param name="installation">Which node it is: DeviceSerialNumber.</param>
    /// <param name="further">Versions of what else had a part, each an LO.</param>
    public static ResultEquipment Of(string installation, params string[] further) => new("DicomNode", "DicomNode", installation, [s_version, .. further]);
}
