using System.IO.Pipelines;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>A connection without sockets: two streams, each the other's far end.</summary>
internal sealed class InMemoryConnection : Stream
{
    private readonly Stream _in;
    private readonly Stream _out;

    private InMemoryConnection(Pipe incoming, Pipe outgoing) => (_in, _out) = (incoming.Reader.AsStream(), outgoing.Writer.AsStream());

    public static (Stream Ours, Stream Theirs) Open()
    {
        Pipe there = new(), back = new();
        return (new InMemoryConnection(there, back), new InMemoryConnection(back, there));
    }

    /// <summary>Nothing more will be written from this side; what the other side still says can be read.</summary>
    public ValueTask EndAsync() => _out.DisposeAsync();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _in.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _out.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => _out.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _in.Dispose();
            _out.Dispose();
        }

        base.Dispose(disposing);
    }
}
