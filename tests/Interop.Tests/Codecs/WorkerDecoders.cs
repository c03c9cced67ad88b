using DicomNode.Decoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>All decoders, as the node has them.</summary>
public sealed class WorkerDecoders : IDisposable
{
    private readonly ImageDecoders _decoders = new(static _ => { });

    public IFrameDecoder All => _decoders.All;

    public void Dispose() => _decoders.Dispose();
}
