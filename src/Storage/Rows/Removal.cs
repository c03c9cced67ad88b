namespace DicomNode.Storage.Rows;

/// <summary>A file that no row speaks of any more and that is to be deleted. Written in the transaction that forgets its series, so that a kill after it loses nothing but time.</summary>
public sealed class Removal
{
    /// <summary>Relative to the data folder.</summary>
    public required string Path { get; set; }
}
