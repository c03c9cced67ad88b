namespace DicomNode.Bench;

/// <summary>Given bytes first, then as many as are asked for of a pattern.</summary>
internal sealed class PatternStream(byte[] front, long patternLength) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => front.Length + patternLength;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        if (_position < front.Length)
        {
            read = Math.Min(buffer.Length, front.Length - (int)_position);
            front.AsSpan((int)_position, read).CopyTo(buffer);
        }
        else
        {
            read = (int)Math.Min(buffer.Length, Length - _position);
            buffer[..read].Fill((byte)(_position >> 12));
        }

        _position += read;
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
