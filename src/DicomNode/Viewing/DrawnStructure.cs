using DicomNode.Segmentation.Kernels;

namespace DicomNode.Viewing;

/// <summary>A structure as lines on the slices of a volume.</summary>
/// <param name="Number">SegmentNumber or ROINumber.</param>
/// <param name="Color">Red, green, blue: 0 to 255.</param>
/// <param name="Label">Its value in the label volume.</param>
/// <param name="Layer">The label volume in which it meets no other structure: 0 where nothing overlaps.</param>
/// <param name="VolumeMl">Null: the images lie nowhere.</param>
/// <param name="Lines">By slice: closed lines in pixels, whole numbers at the centres of pixels; null where it is not.</param>
internal sealed record DrawnStructure(
    int Number, string Name, IReadOnlyList<int> Color, int Label, int Layer, long Voxels, double? VolumeMl, IReadOnlyList<IReadOnlyList<PixelPoint[]>?> Lines)
{
    public int? FirstSlice => Slices.Cast<int?>().FirstOrDefault();

    public int? LastSlice => Slices.Cast<int?>().LastOrDefault();

    /// <summary>The slice with the largest area.</summary>
    public required int? LargestSlice { get; init; }

    /// <summary>What it takes in memory.</summary>
    public long Bytes => (8L * Lines.Count) + Lines.Where(l => l is not null).SelectMany(l => l!).Sum(line => 32 + (16L * line.Length));

    private IEnumerable<int> Slices => Enumerable.Range(0, Lines.Count).Where(z => Lines[z] is not null);
}
