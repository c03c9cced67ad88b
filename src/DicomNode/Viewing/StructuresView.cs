namespace DicomNode.Viewing;

/// <summary>The structures of a result, measured.</summary>
/// <param name="Volume">Of which volume of the series.</param>
/// <param name="Warnings">Sentences about what was left out or taken on trust.</param>
internal sealed record StructuresView(
    string SopInstanceUid, string SeriesInstanceUid, int Volume, IReadOnlyList<StructureView> Structures, IReadOnlyList<string> Warnings)
{
    public static StructuresView Of(ResultOnVolume result, DrawnResult drawn) => new(
        drawn.SopInstanceUid, result.Series.SeriesInstanceUid, result.Index,
        [.. drawn.Structures.Select(s => new StructureView(s.Number, s.Name, s.Color, s.Label, s.Layer, s.Voxels, s.VolumeMl, s.FirstSlice, s.LastSlice, s.LargestSlice))], drawn.Warnings);
}

/// <inheritdoc cref="DrawnStructure"/>
internal sealed record StructureView(
    int Number, string Name, IReadOnlyList<int> Color, int Label, int Layer, long Voxels, double? VolumeMl, int? FirstSlice, int? LastSlice, int? LargestSlice);
