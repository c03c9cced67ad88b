namespace DicomNode.Segmentation.Pipeline;

/// <summary>Where a model comes from and who may use it.</summary>
public sealed record ProvenanceSpec
{
    public string? Origin { get; init; }

    public string? SourceVersion { get; init; }

    /// <summary>SPDX identifier of the weights' licence.</summary>
    public required string License { get; init; }

    public string? ConfigLicense { get; init; }

    public string? DataLicense { get; init; }

    public CommercialUse? CommercialUse { get; init; }

    public string? Citation { get; init; }

    public string? Converter { get; init; }

    public string? ImportedFrom { get; init; }

    public IReadOnlyList<string> ImportWarnings { get; init; } = [];
}

public enum CommercialUse
{
    Unknown,
    Yes,
    No,
}
