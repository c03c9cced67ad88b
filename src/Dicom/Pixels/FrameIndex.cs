using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>Which fragments make which frame. PS3.5 §A.4. Made once for an image, so that a frame is found without a walk over those before it.</summary>
internal sealed class FrameIndex
{
    private const int ItemHeaderLength = 8;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _fragments;
    private readonly int[] _firsts; // fragment that a frame begins with, and one past the last

    private FrameIndex(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int[] firsts) => (_fragments, _firsts) = (fragments, firsts);

    /// <summary>
    /// What is said most plainly wins: one frame has all fragments; as many fragments as frames are a frame each, whatever a table says; then the extended offset table,
    /// the basic one, and without any the beginnings that the bitstreams themselves have.
    /// </summary>
    /// <exception cref="DicomDataException">The fragments cannot be told apart into frames.</exception>
    public static FrameIndex Of(FragmentsElement pixelData, DataSet dataSet, TransferSyntax transferSyntax, int numberOfFrames)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> fragments = pixelData.Fragments;
        if (fragments.Count < numberOfFrames)
        {
            throw new DicomDataException($"{pixelData.Tag}: {fragments.Count} fragments are too few for {numberOfFrames} frames.", pixelData.Tag);
        }

        int[] firsts;
        ReadOnlySpan<byte> extended = dataSet.GetBytes(Tags.ExtendedOffsetTable).Span, basic = pixelData.BasicOffsetTable.Span;
        if (numberOfFrames == 1)
        {
            firsts = [0];
        }
        else if (fragments.Count == numberOfFrames)
        {
            firsts = [.. Enumerable.Range(0, numberOfFrames)];
        }
        else if (extended.Length == numberOfFrames * 8L)
        {
            firsts = AtOffsets(fragments, Offsets(extended, 8), pixelData.Tag);
        }
        else if (basic.Length == numberOfFrames * 4L)
        {
            firsts = AtOffsets(fragments, Offsets(basic, 4), pixelData.Tag);
        }
        else
        {
            firsts = [.. Enumerable.Range(0, fragments.Count).Where(i => FrameStart.IsAt(fragments[i].Span, transferSyntax))];
            if (firsts.Length != numberOfFrames || firsts[0] != 0)
            {
                throw new DicomDataException($"{pixelData.Tag}: {fragments.Count} fragments without an offset table cannot be told apart into {numberOfFrames} frames.", pixelData.Tag);
            }
        }

        return new(fragments, [.. firsts, fragments.Count]);
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> this[int frame]
    {
        get
        {
            ReadOnlyMemory<byte>[] own = new ReadOnlyMemory<byte>[_firsts[frame + 1] - _firsts[frame]];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = _fragments[_firsts[frame] + i];
            }

            return own;
        }
    }

    private static ulong[] Offsets(ReadOnlySpan<byte> table, int size)
    {
        ulong[] offsets = new ulong[table.Length / size];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = size == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(table[(i * 8)..]) : BinaryPrimitives.ReadUInt32LittleEndian(table[(i * 4)..]);
        }

        return offsets;
    }

    /// <summary>Offsets count from the first fragment's item header.</summary>
    private static int[] AtOffsets(IReadOnlyList<ReadOnlyMemory<byte>> fragments, ulong[] offsets, Tag tag)
    {
        int[] firsts = new int[offsets.Length];
        ulong position = 0;
        int frame = 0;
        for (int fragment = 0; fragment < fragments.Count && frame < offsets.Length; fragment++)
        {
            if (offsets[frame] == position)
            {
                firsts[frame++] = fragment;
            }

            position += ItemHeaderLength + (ulong)fragments[fragment].Length;
        }

        return frame == offsets.Length && firsts[0] == 0
            ? firsts
            : throw new DicomDataException($"{tag}: the offset table does not name the beginning of a fragment for frame {frame + 1}.", tag);
    }
}
