using System.Numerics;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels.Codecs;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>JPEG-LS by CharLS: <c>charls_jpegls_decoder.h</c>, C API of 2.0 and later.</summary>
internal sealed unsafe class CharLs : INativeCodec
{
    private const string FileName = "libcharls.so.2";
    private const int NotInterleaved = 0; // CHARLS_INTERLEAVE_MODE_NONE: one component after the other

    private readonly delegate* unmanaged<nint> _create;
    private readonly delegate* unmanaged<nint, void> _destroy;
    private readonly delegate* unmanaged<nint, byte*, nuint, int> _setSource;
    private readonly delegate* unmanaged<nint, int> _readHeader;
    private readonly delegate* unmanaged<nint, FrameInfo*, int> _getFrameInfo;
    private readonly delegate* unmanaged<nint, int*, int> _getInterleaveMode;
    private readonly delegate* unmanaged<nint, uint, nuint*, int> _getDestinationSize;
    private readonly delegate* unmanaged<nint, byte*, nuint, uint, int> _decode;
    private readonly delegate* unmanaged<int, nint> _errorMessage;

    /// <exception cref="NativeCodecException">The library is not there, or too old.</exception>
    public CharLs()
    {
        NativeModule module = NativeModule.Open(FileName);
        _create = (delegate* unmanaged<nint>)module["charls_jpegls_decoder_create"];
        _destroy = (delegate* unmanaged<nint, void>)module["charls_jpegls_decoder_destroy"];
        _setSource = (delegate* unmanaged<nint, byte*, nuint, int>)module["charls_jpegls_decoder_set_source_buffer"];
        _readHeader = (delegate* unmanaged<nint, int>)module["charls_jpegls_decoder_read_header"];
        _getFrameInfo = (delegate* unmanaged<nint, FrameInfo*, int>)module["charls_jpegls_decoder_get_frame_info"];
        _getInterleaveMode = (delegate* unmanaged<nint, int*, int>)module["charls_jpegls_decoder_get_interleave_mode"];
        _getDestinationSize = (delegate* unmanaged<nint, uint, nuint*, int>)module["charls_jpegls_decoder_get_destination_size"];
        _decode = (delegate* unmanaged<nint, byte*, nuint, uint, int>)module["charls_jpegls_decoder_decode_to_buffer"];
        _errorMessage = (delegate* unmanaged<int, nint>)module["charls_get_error_message"];
        Version = module.Find("charls_get_version_string") is nint version and not 0
            ? $"CharLS {Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)version)())}"
            : "CharLS 2";
    }

    public string Version { get; }

    public void Decode(ReadOnlySpan<byte> compressed, PixelFormat format, bool isLossy, Span<byte> native)
    {
        nint decoder = _create();
        if (decoder == 0)
        {
            throw new InsufficientMemoryException();
        }

        try
        {
            fixed (byte* source = compressed)
            {
                Decode(decoder, source, (nuint)compressed.Length, format, isLossy, native);
            }
        }
        finally
        {
            _destroy(decoder);
        }
    }

    private void Decode(nint decoder, byte* source, nuint length, PixelFormat format, bool isLossy, Span<byte> native)
    {
        FrameInfo frame;
        int interleave;
        nuint size;
        Check(_setSource(decoder, source, length));
        Check(_readHeader(decoder));
        Check(_getFrameInfo(decoder, &frame));
        new CodestreamFacts(frame.Width, frame.Height, frame.ComponentCount, frame.BitsPerSample).Check(format);
        Check(_getInterleaveMode(decoder, &interleave));
        Check(_getDestinationSize(decoder, 0, &size));
        int sampleSize = frame.BitsPerSample > 8 ? 2 : 1;
        if (size != (nuint)format.FrameLength * (nuint)sampleSize)
        {
            throw new NativeCodecException($"the decoder makes {size} bytes of {format.FrameLength} samples of {frame.BitsPerSample} bits");
        }

        byte[] decoded = new byte[size];
        fixed (byte* destination = decoded)
        {
            Check(_decode(decoder, destination, size, 0));
        }

        if (sampleSize == 1)
        {
            Store(decoded.AsSpan(), frame, interleave, format, isLossy, native);
        }
        else
        {
            Store(MemoryMarshal.Cast<byte, ushort>(decoded.AsSpan()), frame, interleave, format, isLossy, native);
        }
    }

    private static void Store<T>(Span<T> samples, FrameInfo frame, int interleave, PixelFormat format, bool isLossy, Span<byte> native)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (isLossy)
        {
            LossySamples.Clamp(samples, frame.BitsPerSample, format);
        }

        if (interleave != NotInterleaved || frame.ComponentCount == 1)
        {
            SampleCells.Store<T>(samples, 0, 1, format, native);
            return;
        }

        int pixels = format.FrameLength / format.SamplesPerPixel;
        for (int component = 0; component < format.SamplesPerPixel; component++)
        {
            SampleCells.Store<T>(samples.Slice(component * pixels, pixels), component, format.SamplesPerPixel, format, native);
        }
    }

    private void Check(int error)
    {
        if (error != 0)
        {
            throw new NativeCodecException(Marshal.PtrToStringUTF8(_errorMessage(error)) ?? $"error {error}");
        }
    }

    /// <summary><c>charls_frame_info</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FrameInfo
    {
        public uint Width;
        public uint Height;
        public int BitsPerSample;
        public int ComponentCount;
    }
}
