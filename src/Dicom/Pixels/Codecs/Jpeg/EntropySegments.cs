using System.Buffers;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>The entropy-coded segments of a scan, freed of stuffed bytes: one, or as many as restart markers make of it. ITU-T T.81 §B.1.1.5.</summary>
internal ref struct EntropySegments(ReadOnlySpan<byte> data) : IDisposable
{
    private readonly ReadOnlySpan<byte> _data = data;
    private byte[] _freed = ArrayPool<byte>.Shared.Rent(data.Length + JpegBits.Padding);

    /// <summary>Bytes of the data that belong to the scan so far; a restart marker that was passed counts.</summary>
    public int Length { get; private set; }

    /// <summary>The bits up to the next marker. What was returned before is overwritten.</summary>
    public JpegBits Next()
    {
        int length = 0;
        while (Length < _data.Length)
        {
            ReadOnlySpan<byte> rest = _data[Length..];
            int plain = rest.IndexOf((byte)0xFF);
            plain = plain < 0 ? rest.Length : plain;
            rest[..plain].CopyTo(_freed.AsSpan(length));
            length += plain;
            Length += plain;
            if (plain + 1 >= rest.Length || rest[plain + 1] != 0)
            {
                break;
            }

            _freed[length++] = 0xFF;
            Length += 2;
        }

        _freed.AsSpan(length, JpegBits.Padding).Clear();
        return new(_freed.AsSpan(0, length + JpegBits.Padding));
    }

    /// <summary>Passes the restart marker that must be here.</summary>
    public JpegBits Restart()
    {
        ReadOnlySpan<byte> rest = _data[Length..];
        int marker = rest.IndexOfAnyExcept((byte)0xFF); // fill bytes may stand before it
        if (marker < 1 || !JpegMarker.IsRestart(rest[marker]))
        {
            throw Bitstream.Refused("JPEG", "a restart marker is missing");
        }

        Length += marker + 1;
        return Next();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_freed);
        _freed = [];
    }
}
