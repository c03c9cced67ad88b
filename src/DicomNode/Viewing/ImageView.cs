namespace DicomNode.Viewing;

/// <summary>What a viewer has to know of a series before it asks for a slice. Nothing of it is about the patient.</summary>
/// <param name="Volumes">All that can be looked at; <paramref name="Volume"/> says which of them the rest is about.</param>
/// <param name="Spacing">Across and down; in mm when <paramref name="IsSpacingMm"/>, otherwise only their ratio means something.</param>
/// <param name="Plane">Null: the images lie nowhere in the patient.</param>
/// <param name="IsInverted">The lowest values are white (MONOCHROME1).</param>
/// <param name="Windows">The first is the one to begin with.</param>
/// <param name="Problem">Why there is no 3-D view; null: there is one.</param>
internal sealed record ImageView(
    string SeriesInstanceUid, string Modality, int Generation, IReadOnlyList<VolumeChoice> Volumes, int Volume, int Columns, int Rows, int Slices, PixelSpacingView Spacing, bool IsSpacingMm,
    ImagePlane? Plane, string Unit, bool IsInverted, IReadOnlyList<DisplayWindow> Windows, string? Problem, IReadOnlyList<ResultOnImage> Results);

/// <summary>One of the volumes of a series.</summary>
internal sealed record VolumeChoice(int Index, string? Label, int Slices, bool IsVolume);

internal sealed record PixelSpacingView(double Column, double Row);

/// <summary>A result with structures that can be drawn.</summary>
/// <param name="Volume">Which volume of the series it belongs to.</param>
/// <param name="IsSuperseded">Instances came after it was made.</param>
/// <param name="Problem">Why its structures are not known; null: they are.</param>
internal sealed record ResultOnImage(
    string SopInstanceUid, string Kind, string Model, string ModelVersion, int Volume, bool IsSuperseded, IReadOnlyList<StructureOnImage> Structures, string? Problem);

/// <summary>A structure as its object describes it.</summary>
/// <param name="Color">Red, green, blue: 0 to 255.</param>
internal sealed record StructureOnImage(int Number, string Name, IReadOnlyList<int> Color);
