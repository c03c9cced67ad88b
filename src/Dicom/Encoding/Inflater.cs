using System.IO.Compression;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Inflates a stream that comes in pieces: RFC 1951 (PS3.5 §A.5), or the same with the header of RFC 1950, which old writers left around it.
/// Nothing is kept but a window and one piece; what comes out is handed on and counted against the limits.
/// </summary>
internal sealed class Inflater(InflationLimits limits) : IDisposable
{
    private const int PieceLength = 32 * 1024, DetectionLength = 5;
    private readonly PieceSource _source = new();
    private readonly byte[] _input = new byte[PieceLength], _output = new byte[PieceLength];
    private int _held;
    private Stream? _stream;

    /// <summary>Bytes in.</summary>
    public long Consumed { get; private set; }

    /// <summary>Bytes out.</summary>
    public long Produced { get; private set; }

    /// <param name="take">Gets the bytes that come out; they hold during the call.</param>
    /// <exception cref="DicomDataException">It is no such stream, or becomes more than is allowed.</exception>
    public void Feed(ReadOnlySpan<byte> bytes, Action<ReadOnlySpan<byte>> take)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, _input.Length - _held);
            bytes[..length].CopyTo(_input.AsSpan(_held));
            bytes = bytes[length..];
            (_held, Consumed) = (_held + length, Consumed + length);
            if (_stream is not null || _held >= DetectionLength)
            {
                Pump(take);
            }
        }
    }

    /// <summary>Nothing more comes in.</summary>
    public void Complete(Action<ReadOnlySpan<byte>> take) => Pump(take);

    public void Dispose() => _stream?.Dispose();

    private Stream Open() => HasZlibHeader(_input.AsSpan(0, _held)) ? new ZLibStream(_source, CompressionMode.Decompress) : new DeflateStream(_source, CompressionMode.Decompress);

    /// <summary>78H and a check over two bytes. As RFC 1951 the first would open a stored block, whose length stands twice, once inverted.</summary>
    private static bool HasZlibHeader(ReadOnlySpan<byte> first) =>
        first is [0x78, var flags, ..] && ((0x78 << 8) | flags) % 31 == 0
        && !(first.Length >= DetectionLength && (first[1] ^ first[3]) == 0xFF && (first[2] ^ first[4]) == 0xFF);

    private void Pump(Action<ReadOnlySpan<byte>> take)
    {
        if (_held == 0)
        {
            return;
        }

        _stream ??= Open();
        _source.Piece = _input.AsMemory(0, _held);
        _held = 0;
        try
        {
            while (_stream.Read(_output) is > 0 and int length)
            {
                Produced += length;
                if (!limits.Allow(Consumed, Produced))
                {
                    throw new DicomDataException(
                        $"The deflated data set becomes more than is allowed: {Produced} bytes out of {Consumed} (at most {limits.MaxLength}, and {limits.MaxRatio} for one beyond {limits.FreeLength}).");
                }

                take(_output.AsSpan(0, length));
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DicomDataException("The data set is not the deflated stream that its transfer syntax announces.", offset: Consumed, inner: exception);
        }
    }

    /// <summary>Gives the inflating stream the current piece, then nothing: it stops there and goes on with the next piece.</summary>
    private sealed class PieceSource : Stream
    {
        public ReadOnlyMemory<byte> Piece { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int length = Math.Min(buffer.Length, Piece.Length);
            Piece.Span[..length].CopyTo(buffer);
            Piece = Piece[length..];
            return length;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
