namespace DicomNode.Dicom.Iod;

/// <summary>The product that made a result. PS3.3 §C.7.5.1, all of it required by §C.7.5.2.</summary>
/// <param name="Manufacturer">LO.</param>
/// <param name="ModelName">LO: the product, or the product and the model.</param>
/// <param name="SerialNumber">LO: which installation.</param>
/// <param name="SoftwareVersions">LO, one or more: the product's version, the model's.</param>
public sealed record ResultEquipment(string Manufacturer, string ModelName, string SerialNumber, IReadOnlyList<string> SoftwareVersions)
{
    internal IEnumerable<string?> Texts() => [Manufacturer, ModelName, SerialNumber, .. SoftwareVersions];
}
