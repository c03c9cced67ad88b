using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Native;

namespace DicomNode.Decoding;

/// <summary>What decodes compressed images on this machine: managed codecs, and after them the libraries of the distribution in processes of their own.</summary>
internal sealed class ImageDecoders : IDisposable
{
    /// <param name="workerLost">Told when a decoder ended over a frame.</param>
    public ImageDecoders(Action<string> workerLost)
    {
        Native = new(WorkerCommand.Options(workerLost), TimeProvider.System); // real time: a test that moves its clock must not end a worker by that
        All = FrameDecoders.Managed.With(Native);
    }

    public IFrameDecoder All { get; }

    public NativeFrameDecoder Native { get; }

    public void Dispose() => Native.Dispose();
}
