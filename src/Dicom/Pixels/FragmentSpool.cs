using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>
/// Compresses frames one by one into a file, where they wait as the fragments that they will be: the tables of offsets stand before the first fragment and are known
/// only after the last. PS3.5 §A.4.
/// </summary>
/// <param name="spool">Empty; can be read back.</param>
public sealed class FragmentSpool(Stream spool)
{
    private const int ItemHeaderLength = 8;
    private static readonly byte[] s_item = [0xFE, 0xFF, 0x00, 0xE0];
    private readonly List<long> _lengths = [];

    /// <summary>Bytes that wait: fragments with the header of each.</summary>
    public long Length { get; private set; }

    /// <summary>Compresses all frames; the same frames give the same bytes.</summary>
    public static FragmentSpool Of(IFrameBytes frames, IFrameEncoder encoder, Stream spool, CancellationToken cancellationToken)
    {
        FragmentSpool fragments = new(spool);
        byte[] native = new byte[(frames.Format.FrameBits + 7) / 8];
        for (int frame = 0; frame < frames.Format.NumberOfFrames; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Read(frame, native);
            fragments.Add(encoder.Encode(native, frames.Format));
        }

        return fragments;
    }

    /// <param name="fragment">A whole frame, of an even length.</param>
    public void Add(ReadOnlySpan<byte> fragment)
    {
        Span<byte> header = stackalloc byte[ItemHeaderLength];
        s_item.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], fragment.Length);
        spool.Write(header);
        spool.Write(fragment);
        _lengths.Add(fragment.Length);
        Length += ItemHeaderLength + fragment.Length;
    }

    /// <summary>
    /// Puts the fragments into a data set as its pixel data: with a basic offset table while 32 bits reach, which every reader knows; beyond that with an extended one
    /// (PS3.3 §C.7.6.3.1.8), beside which the basic one has to be empty.
    /// </summary>
    public void WriteInto(DataSet image)
    {
        byte[] basic = [];
        if (Length <= uint.MaxValue)
        {
            basic = new byte[4 * _lengths.Count];
            ForEach((i, offset) => BinaryPrimitives.WriteUInt32LittleEndian(basic.AsSpan(4 * i), (uint)offset));
        }
        else
        {
            byte[] extended = new byte[8 * _lengths.Count], lengths = new byte[extended.Length];
            ForEach((i, offset) =>
            {
                BinaryPrimitives.WriteInt64LittleEndian(extended.AsSpan(8 * i), offset);
                BinaryPrimitives.WriteInt64LittleEndian(lengths.AsSpan(8 * i), _lengths[i]);
            });
            image.SetBytes(Tags.ExtendedOffsetTable, Vr.OV, extended).SetBytes(Tags.ExtendedOffsetTableLengths, Vr.OV, lengths);
        }

        image.Set(new StreamedElement(Tags.PixelData, Vr.OB, ItemHeaderLength + basic.Length + Length, stream =>
        {
            Span<byte> header = stackalloc byte[ItemHeaderLength];
            s_item.CopyTo(header);
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], basic.Length);
            stream.Write(header);
            stream.Write(basic);
            spool.Position = 0;
            spool.CopyTo(stream);
        }) { IsEncapsulated = true });
    }

    private void ForEach(Action<int, long> frameAt)
    {
        long offset = 0;
        for (int i = 0; i < _lengths.Count; i++)
        {
            frameAt(i, offset);
            offset += ItemHeaderLength + _lengths[i];
        }
    }
}
