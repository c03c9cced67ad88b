using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>
/// JPEG with 8 bits, JPEG-LS, JPEG 2000 and HTJ2K by the libraries of the distribution, each frame in a worker process with a limit of memory and time.
/// Threads may call it at the same time; each occupies a worker.
/// </summary>
public sealed class NativeFrameDecoder : IFrameDecoder, IDisposable
{
    private readonly DecodeWorkerOptions _options;
    private readonly WorkerPool _pool;
    private readonly Lazy<WorkerGreeting> _greeting;

    public NativeFrameDecoder(DecodeWorkerOptions options, TimeProvider clock)
    {
        _options = options;
        _pool = new(options, clock);
        _greeting = new(Ask);
    }

    /// <summary>What a worker finds on this machine. The first question starts one; the answer is kept.</summary>
    public IReadOnlyList<NativeLibraryReport> Libraries =>
    [
        .. _greeting.Value.Entries.Select(e => new NativeLibraryReport(
            NativeCodecs.NameOf(e.Codec), e.IsUsable ? e.Text : null, e.IsUsable ? null : e.Text, NativeCodecs.TransferSyntaxUidsOf(e.Codec))),
    ];

    public bool CanDecode(TransferSyntax transferSyntax) =>
        NativeCodecs.Of(transferSyntax) is { } codec && _greeting.Value.Entries.Any(e => e.Codec == codec && e.IsUsable);

    /// <exception cref="DicomDataException">The frame is damaged, too large, takes too long, or ends the decoder.</exception>
    /// <exception cref="IOException">No worker can be started.</exception>
    public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
    {
        NativeCodec codec = NativeCodecs.Of(transferSyntax) ?? throw new ArgumentException($"{transferSyntax} is not decoded here.", nameof(transferSyntax));
        DecodeRequest request = new(codec, transferSyntax.IsLossy, format, fragments.Sum(f => f.Length), _options.FrameLimit);
        ArgumentOutOfRangeException.ThrowIfNotEqual(native.Length, request.OutputLength, nameof(native));
        if (request.InputLength + request.OutputLength > _options.MemoryLimit)
        {
            throw TooLarge(codec);
        }

        switch (Decode(request, fragments, native, out string message))
        {
            case DecodeStatus.Damaged:
                throw Refused($"{NativeCodecs.NameOf(codec)}: {message}");
            case DecodeStatus.TooLarge:
                throw TooLarge(codec);
        }
    }

    public void Dispose() => _pool.Dispose();

    /// <summary>A worker that ends over a frame gets one successor: the system may have ended it for want of memory, and not for the frame's sake.</summary>
    private DecodeStatus Decode(DecodeRequest request, IReadOnlyList<ReadOnlyMemory<byte>> fragments, Span<byte> native, out string message)
    {
        for (bool isRetry = false; ; isRetry = true)
        {
            WorkerProcess worker = _pool.Take(isFresh: isRetry);
            try
            {
                DecodeStatus status = worker.Decode(request, fragments, native, out message);
                _pool.Return(worker);
                return status;
            }
            catch (WorkerLostException e)
            {
                _pool.Drop(worker);
                string how = $"the {NativeCodecs.NameOf(request.Codec)} decoder {e.Message}";
                _options.WorkerLost(how);
                if (isRetry || e.IsOverdue)
                {
                    throw Refused(how, e);
                }
            }
        }
    }

    private WorkerGreeting Ask()
    {
        try
        {
            WorkerProcess worker = _pool.Take(isFresh: false);
            WorkerGreeting greeting = worker.Greeting;
            _pool.Return(worker);
            return greeting;
        }
        catch (IOException e)
        {
            return new([.. Enum.GetValues<NativeCodec>().Select(codec => new WorkerGreeting.Entry(codec, false, e.Message))]);
        }
    }

    private DicomDataException TooLarge(NativeCodec codec) =>
        Refused($"{NativeCodecs.NameOf(codec)}: the frame needs more memory than the {_options.MemoryLimit >> 20} MiB that a decoder may take");

    private static DicomDataException Refused(string why, Exception? inner = null) => new($"{Tags.PixelData}: {why}.", Tags.PixelData, inner: inner);
}
