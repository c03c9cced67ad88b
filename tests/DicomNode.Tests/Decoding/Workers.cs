using DicomNode.Decoding;
using DicomNode.Dicom.Pixels.Native;

namespace DicomNode.Tests.Decoding;

/// <summary>Decode workers of the built program, as the node starts them.</summary>
public sealed class Workers : IDisposable
{
    public NativeFrameDecoder Decoder { get; } = new(WorkerCommand.Options(static _ => { }), TimeProvider.System);

    public void Dispose() => Decoder.Dispose();
}
