using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Walks over the marker segments of a stream. ITU-T T.81 §B.1.1.</summary>
internal ref struct JpegReader(ReadOnlySpan<byte> stream)
{
    private readonly ReadOnlySpan<byte> _stream = stream;

    public int Position { get; private set; }

    public readonly ReadOnlySpan<byte> Rest => _stream[Position..];

    /// <summary>The next marker; what stands before it is passed over. False: none is left.</summary>
    public bool TryReadMarker(out byte marker)
    {
        while (true)
        {
            int at = Rest.IndexOf((byte)0xFF);
            if (at < 0 || Position + at + 1 >= _stream.Length)
            {
                marker = 0;
                return false;
            }

            Position += at + 1;
            marker = _stream[Position];
            if (marker is not (0x00 or 0xFF)) // not a stuffed byte, nor one of several fill bytes
            {
                Position++;
                return true;
            }
        }
    }

    /// <summary>The body of the marker segment that begins here.</summary>
    public ReadOnlySpan<byte> ReadSegment()
    {
        int length = Rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(Rest);
        if (length < 2 || length > Rest.Length)
        {
            throw Bitstream.Refused("JPEG", $"the marker segment at byte {Position} of the frame has a length of {length}, and {Rest.Length} bytes are left");
        }

        ReadOnlySpan<byte> body = Rest[2..length];
        Position += length;
        return body;
    }

    public void Skip(int length) => Position += length;
}
