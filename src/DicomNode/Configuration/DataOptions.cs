using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>Where series, results and the index are kept.</summary>
public sealed class DataOptions
{
    /// <summary>The data folder. A relative path starts at the working directory.</summary>
    [Required(ErrorMessage = "a folder")]
    public string Root { get; set; } = "data";

    /// <summary>Space that is left free on that disk, in GiB: with less, C-STORE is answered A700H (out of resources).</summary>
    [Range(0d, 1_000_000d)]
    public double ReserveGiB { get; set; } = 5;

    /// <summary>The answer to an instance whose SOP Instance UID is here already with another data set.</summary>
    public ConflictAnswer ConflictAnswer { get; set; } = ConflictAnswer.Warning;
}
