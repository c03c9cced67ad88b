using DicomNode.Dicom.Iod;

namespace DicomNode.Segmenting;

/// <summary>How this product names itself in the objects that it makes.</summary>
internal static class ProductEquipment
{
    /// <param name="installation">Which node it is: DeviceSerialNumber.</param>
    /// <param name="further">Versions of what else had a part, each an LO.</param>
    public static ResultEquipment Of(string installation, params string[] further) => new(Product.Name, Product.Name, installation, [Product.Version, .. further]);
}
