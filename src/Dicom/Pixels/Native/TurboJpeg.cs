using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels.Codecs;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>
/// JPEG with 8 bits a sample by libjpeg-turbo: <c>turbojpeg.h</c>, the functions of 1.2 and later (3 still has them).
/// The accurate inverse transform is asked for: the one of libjpeg, DCMTK and GDCM, to the bit.
/// </summary>
/// <remarks>
/// Three samples come out as RGB (<see cref="DecodedFormat"/>). What the stream says of its colours goes before what the data set says; where the stream
/// is silent and the data set says RGB, an Adobe segment ("not transformed") before the first scan keeps the library from taking it for YCC.
/// </remarks>
internal sealed unsafe class TurboJpeg : INativeCodec
{
    private const string FileName = "libturbojpeg.so.0";
    private const int Rgb = 0, Gray = 6; // TJPF
    private const int AccurateDct = 4096, LimitScans = 32768; // TJFLAG

    /// <summary>APP14 of 14 bytes: "Adobe", version 100, two words of flags, transform 0 (none).</summary>
    private static ReadOnlySpan<byte> Untransformed => [0xFF, 0xEE, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, 0];

    private readonly delegate* unmanaged<nint> _create;
    private readonly delegate* unmanaged<nint, int> _destroy;
    private readonly delegate* unmanaged<nint, byte*, CULong, byte*, int, int, int, int, int, int> _decompress;
    private readonly delegate* unmanaged<nint, nint> _errorText;

    /// <exception cref="NativeCodecException">The library is not there, or too old.</exception>
    public TurboJpeg()
    {
        NativeModule module = NativeModule.Open(FileName);
        _create = (delegate* unmanaged<nint>)module["tjInitDecompress"];
        _destroy = (delegate* unmanaged<nint, int>)module["tjDestroy"];
        _decompress = (delegate* unmanaged<nint, byte*, CULong, byte*, int, int, int, int, int, int>)module["tjDecompress2"];
        _errorText = (delegate* unmanaged<nint, nint>)module["tjGetErrorStr2"];
        Version = module.Find("tj3Init") != 0 ? "libjpeg-turbo 3" : "libjpeg-turbo 2";
    }

    public string Version { get; }

    public void Decode(ReadOnlySpan<byte> compressed, PixelFormat format, bool isLossy, Span<byte> native)
    {
        JpegHeader header = JpegHeader.Read(compressed);
        if (header.Process > 2 || header.Precision != 8)
        {
            throw new NativeCodecException($"JPEG process SOF{header.Process} with {header.Precision} bits a sample is not decoded here");
        }

        new CodestreamFacts(header.Width, header.Height, header.Components, header.Precision).Check(format);
        if (format.SamplesPerPixel is not (1 or 3))
        {
            throw new NativeCodecException($"JPEG images of {format.SamplesPerPixel} samples a pixel are not decoded here");
        }

        ReadOnlySpan<byte> image = format is { SamplesPerPixel: 3, PhotometricInterpretation: "RGB" } && header.Colour is null
            ? [.. compressed[..header.ScanOffset], .. Untransformed, .. compressed[header.ScanOffset..]]
            : compressed;
        if (format.BitsAllocated == 8)
        {
            Decompress(image, format, native);
            LossySamples.Clamp(native, header.Precision, format);
            return;
        }

        byte[] samples = new byte[format.FrameLength];
        Decompress(image, format, samples);
        LossySamples.Clamp<byte>(samples, header.Precision, format);
        SampleCells.Store<byte>(samples, 0, 1, format, native);
    }

    private void Decompress(ReadOnlySpan<byte> image, PixelFormat format, Span<byte> samples)
    {
        nint decoder = _create();
        if (decoder == 0)
        {
            throw new InsufficientMemoryException();
        }

        try
        {
            int result;
            fixed (byte* source = image, destination = samples)
            {
                result = _decompress(
                    decoder, source, new CULong((uint)image.Length), destination, format.Columns, format.Columns * format.SamplesPerPixel, format.Rows,
                    format.SamplesPerPixel == 1 ? Gray : Rgb, AccurateDct | LimitScans);
            }

            // a warning counts as an error, because samples may be missing; but stray bytes before the end of the image harm nothing
            if (result != 0 && Marshal.PtrToStringUTF8(_errorText(decoder)) is var text && text?.EndsWith("extraneous bytes before marker 0xd9", StringComparison.Ordinal) != true)
            {
                throw new NativeCodecException(text ?? "the JPEG image cannot be decoded");
            }
        }
        finally
        {
            _ = _destroy(decoder);
        }
    }
}
