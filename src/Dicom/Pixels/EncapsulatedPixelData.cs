using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>Compressed frames as a pixel data element. PS3.5 §A.4.</summary>
public static class EncapsulatedPixelData
{
    private const int ItemHeaderLength = 8;

    /// <param name="frames">One fragment each, of an even length.</param>
    /// <returns>With a basic offset table, unless frames begin farther than its 32 bits reach: then it is empty, which is allowed.</returns>
    public static FragmentsElement Of(IReadOnlyList<byte[]> frames)
    {
        byte[] table = new byte[frames.Count * 4];
        long offset = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(i * 4), (uint)offset);
            if (offset > uint.MaxValue)
            {
                table = [];
                break;
            }

            offset += ItemHeaderLength + frames[i].Length;
        }

        return new(Tags.PixelData, Vr.OB, [.. frames.Select(f => (ReadOnlyMemory<byte>)f)]) { BasicOffsetTable = table };
    }
}
