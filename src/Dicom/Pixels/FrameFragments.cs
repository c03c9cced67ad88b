using System.Buffers.Binary;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Pixels;

/// <summary>Which fragments make which frame. PS3.5 §A.4.</summary>
internal static class FrameFragments
{
    private const int ItemHeaderLength = 8;

    /// <exception cref="DicomDataException">The fragments cannot be told apart.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(FragmentsElement pixelData, int frame, int numberOfFrames)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> all = pixelData.Fragments;
        if (numberOfFrames == 1)
        {
            return all;
        }

        if (all.Count == numberOfFrames)
        {
            return [all[frame]];
        }

        ReadOnlySpan<byte> table = pixelData.BasicOffsetTable.Span;
        if (table.Length != numberOfFrames * 4L)
        {
            throw new DicomDataException($"{pixelData.Tag}: {all.Count} fragments without an offset table cannot be told apart into {numberOfFrames} frames.", pixelData.Tag);
        }

        uint start = BinaryPrimitives.ReadUInt32LittleEndian(table[(frame * 4)..]);
        long end = frame == numberOfFrames - 1 ? long.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(table[((frame + 1) * 4)..]);
        List<ReadOnlyMemory<byte>> own = [];
        long offset = 0;
        foreach (ReadOnlyMemory<byte> fragment in all)
        {
            if (offset >= start && offset < end)
            {
                own.Add(fragment);
            }

            offset += ItemHeaderLength + fragment.Length;
        }

        return own;
    }
}
