using DicomNode.Dicom.Iod;

namespace DicomNode.Preview;

/// <summary>A structure to draw.</summary>
/// <param name="Mask">Shape [z, y, x] of the image volume; what is not 0 belongs to it.</param>
internal sealed record PreviewStructure(string Name, RgbColor Color, ReadOnlyMemory<byte> Mask)
{
    /// <summary>Only its edge is drawn, so that what lies inside can be seen.</summary>
    public bool IsOutline { get; init; }
}
