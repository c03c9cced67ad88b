using DicomNode.Decoding;
using DicomNode.Dicom.Pixels.Native;

namespace DicomNode.Tests.Decoding;

/// <summary>Decode workers of the built program, as the node starts them.</summary>
public sealed class Workers : IDisposable
{
    public static DecodeWorkerOptions Options { get; } = WorkerCommand.Options(static _ => { });

    public NativeFrameDecoder Decoder { get; } = new(Options, TimeProvider.System);

    public void Dispose() => Decoder.Dispose();
}
