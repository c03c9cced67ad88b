namespace DicomNode.Dicom.Iod;

/// <summary>What all objects of a result share.</summary>
public sealed record ResultContext(SourceSeries Source, ResultIdentity Identity, ResultEquipment Equipment)
{
    /// <summary>What viewers list, LO; the kind of the object is added.</summary>
    public required string Title { get; init; }

    /// <summary>What the result is for and what it is not, LO (64 characters); "Research use only" belongs here.</summary>
    public string Description { get; init; } = "Automatic segmentation";

    /// <summary>Added to SeriesNumber, so that several models on one series stay apart.</summary>
    public int SeriesNumberOffset { get; init; }

    /// <summary>Tells objects apart that hold the same result in another form (<see cref="SegmentationOptions.Variant"/>, <see cref="RtStructureSetOptions.Variant"/>): each has UIDs of its own.</summary>
    public string Variant { get; init; } = "";

    /// <summary>How the result came about.</summary>
    public ResultProvenance Provenance { get; init; } = new();

    public ResultUids Uids => new(Identity, Variant);

    internal IEnumerable<string?> Texts() => [Title, Description, Identity.ModelId, Identity.ModelVersion, .. Equipment.Texts(), Provenance.Parameters];
}
