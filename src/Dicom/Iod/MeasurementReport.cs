namespace DicomNode.Dicom.Iod;

/// <summary>What a report says.</summary>
/// <param name="Structures">Each becomes a measurement group. One that a segmentation leaves out, because it was not found, is named in a sentence instead.</param>
public sealed record MeasurementReport(IReadOnlyList<StructureMeasurement> Structures)
{
    /// <summary>The segmentation that was measured; null where none is made.</summary>
    public ResultObject? Segmentation { get; init; }

    /// <summary>What means and deviations are of; null: they are not reported.</summary>
    public VoxelQuantity? Quantity { get; init; }

    /// <summary>Sentences about what a reader should look at.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];
}
