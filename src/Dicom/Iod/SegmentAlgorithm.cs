namespace DicomNode.Dicom.Iod;

/// <summary>Who made a segment. PS3.3 §10.16 (Algorithm Identification Macro).</summary>
/// <param name="Name">LO, up to 64 characters.</param>
/// <param name="Version">LO, up to 64 characters.</param>
/// <param name="Source">Who made the algorithm, LO; left out when null.</param>
/// <param name="Family">Null: artificial intelligence (123109, DCM).</param>
public sealed record SegmentAlgorithm(string Name, string Version, string? Source = null, CodedConcept? Family = null)
{
    /// <summary>What it was run with, for the reader; LT. Left out when null.</summary>
    public string? Parameters { get; init; }
}
