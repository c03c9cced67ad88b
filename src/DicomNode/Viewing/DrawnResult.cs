namespace DicomNode.Viewing;

/// <summary>The structures of a result on the slices of a volume.</summary>
/// <param name="Warnings">Sentences about what was left out or taken on trust.</param>
internal sealed record DrawnResult(string SopInstanceUid, IReadOnlyList<DrawnStructure> Structures, IReadOnlyList<string> Warnings)
{
    public long Bytes { get; } = 1000 + Structures.Sum(s => s.Bytes);
}
