using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels.Codecs;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>
/// JPEG 2000 by OpenJPEG: <c>openjpeg.h</c>, API of 2.1 and later; high-throughput codestreams from 2.5 on.
/// The inverse of a multiple component transform is part of decoding, so that YBR_RCT and YBR_ICT come out as RGB.
/// </summary>
internal sealed unsafe class OpenJpeg : INativeCodec
{
    private const string FileName = "libopenjp2.so.7";
    private const int Codestream = 0, Jp2File = 2; // OPJ_CODEC_FORMAT
    private const int ParametersLength = 32 * 1024; // opj_dparameters_t has 8,264 bytes in 2.5, nearly all of them two file names
    private const nuint StreamBuffer = 64 * 1024;

    private readonly delegate* unmanaged<int, nint> _createDecompress;
    private readonly delegate* unmanaged<nint, void> _destroyCodec, _destroyImage, _destroyStream, _defaultParameters;
    private readonly delegate* unmanaged<nint, delegate* unmanaged<nint, nint, void>, nint, int> _setErrorHandler;
    private readonly delegate* unmanaged<nint, nint, int> _setupDecoder;
    private readonly delegate* unmanaged<nuint, int, nint> _createStream;
    private readonly delegate* unmanaged<nint, delegate* unmanaged<byte*, nuint, MemorySource*, nuint>, void> _setRead;
    private readonly delegate* unmanaged<nint, delegate* unmanaged<long, MemorySource*, long>, void> _setSkip;
    private readonly delegate* unmanaged<nint, delegate* unmanaged<long, MemorySource*, int>, void> _setSeek;
    private readonly delegate* unmanaged<nint, MemorySource*, nint, void> _setUserData;
    private readonly delegate* unmanaged<nint, ulong, void> _setUserDataLength;
    private readonly delegate* unmanaged<nint, nint, Image**, int> _readHeader;
    private readonly delegate* unmanaged<nint, nint, Image*, int> _decode;
    private readonly nint _parameters = (nint)NativeMemory.AllocZeroed(ParametersLength); // as long as the process

    [ThreadStatic]
    private static string? t_complaint;

    /// <exception cref="NativeCodecException">The library is not there, or too old.</exception>
    public OpenJpeg()
    {
        NativeModule module = NativeModule.Open(FileName);
        _createDecompress = (delegate* unmanaged<int, nint>)module["opj_create_decompress"];
        _destroyCodec = (delegate* unmanaged<nint, void>)module["opj_destroy_codec"];
        _destroyImage = (delegate* unmanaged<nint, void>)module["opj_image_destroy"];
        _destroyStream = (delegate* unmanaged<nint, void>)module["opj_stream_destroy"];
        _defaultParameters = (delegate* unmanaged<nint, void>)module["opj_set_default_decoder_parameters"];
        _setErrorHandler = (delegate* unmanaged<nint, delegate* unmanaged<nint, nint, void>, nint, int>)module["opj_set_error_handler"];
        _setupDecoder = (delegate* unmanaged<nint, nint, int>)module["opj_setup_decoder"];
        _createStream = (delegate* unmanaged<nuint, int, nint>)module["opj_stream_create"];
        _setRead = (delegate* unmanaged<nint, delegate* unmanaged<byte*, nuint, MemorySource*, nuint>, void>)module["opj_stream_set_read_function"];
        _setSkip = (delegate* unmanaged<nint, delegate* unmanaged<long, MemorySource*, long>, void>)module["opj_stream_set_skip_function"];
        _setSeek = (delegate* unmanaged<nint, delegate* unmanaged<long, MemorySource*, int>, void>)module["opj_stream_set_seek_function"];
        _setUserData = (delegate* unmanaged<nint, MemorySource*, nint, void>)module["opj_stream_set_user_data"];
        _setUserDataLength = (delegate* unmanaged<nint, ulong, void>)module["opj_stream_set_user_data_length"];
        _readHeader = (delegate* unmanaged<nint, nint, Image**, int>)module["opj_read_header"];
        _decode = (delegate* unmanaged<nint, nint, Image*, int>)module["opj_decode"];
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)module["opj_version"])()) ?? "2";
        Version = $"OpenJPEG {version}";
        DecodesHighThroughput = System.Version.TryParse(version, out Version? parsed) && parsed >= new Version(2, 5);
    }

    public string Version { get; }

    public bool DecodesHighThroughput { get; }

    public void Decode(ReadOnlySpan<byte> compressed, PixelFormat format, bool isLossy, Span<byte> native)
    {
        fixed (byte* data = compressed)
        {
            MemorySource source = new() { Data = data, Length = compressed.Length };
            nint codec = 0, stream = 0;
            Image* image = null;
            t_complaint = null;
            try
            {
                codec = Required(_createDecompress(IsJp2File(compressed) ? Jp2File : Codestream));
                stream = Required(_createStream(StreamBuffer, 1));
                _setErrorHandler(codec, &OnError, 0);
                _setRead(stream, &Read);
                _setSkip(stream, &Skip);
                _setSeek(stream, &Seek);
                _setUserData(stream, &source, 0);
                _setUserDataLength(stream, (ulong)compressed.Length);
                _defaultParameters(_parameters);
                Check(_setupDecoder(codec, _parameters));
                Check(_readHeader(stream, codec, &image));
                CheckHeader(image, format);
                Check(_decode(codec, stream, image));
                Store(image, format, isLossy, native);
            }
            finally
            {
                Free(_destroyStream, stream);
                Free(_destroyCodec, codec);
                Free(_destroyImage, (nint)image);
            }
        }
    }

    private static void CheckHeader(Image* image, PixelFormat format)
    {
        for (uint c = 0; c < image->ComponentCount; c++)
        {
            Component component = image->Components[c];
            new CodestreamFacts(component.Width, component.Height, image->ComponentCount, component.Precision).Check(format);
            if (component.StepX != 1 || component.StepY != 1)
            {
                throw new NativeCodecException("subsampled components are not supported");
            }
        }
    }

    private static void Store(Image* image, PixelFormat format, bool isLossy, Span<byte> native)
    {
        int pixels = format.Rows * format.Columns;
        for (int c = 0; c < format.SamplesPerPixel; c++)
        {
            Component component = image->Components[c];
            if (component.Data is null || component.Width != format.Columns || component.Height != format.Rows)
            {
                throw new NativeCodecException(t_complaint ?? "the codestream ends before its samples");
            }

            Span<int> samples = new(component.Data, pixels);
            if (isLossy && (component.IsSigned == 0 || format.IsSigned))
            {
                LossySamples.Clamp(samples, (int)component.Precision, format);
            }

            SampleCells.Store<int>(samples, c, format.SamplesPerPixel, format, native);
        }
    }

    /// <summary>The standard wants a bare codestream; some writers put a whole JP2 file into the fragments. ISO/IEC 15444-1 §I.5.1.</summary>
    private static bool IsJp2File(ReadOnlySpan<byte> compressed) => compressed.StartsWith("\0\0\0\x0CjP  "u8);

    private static nint Required(nint made) => made != 0 ? made : throw new InsufficientMemoryException();

    private static void Check(int succeeded)
    {
        if (succeeded == 0)
        {
            throw new NativeCodecException(t_complaint ?? "the codestream cannot be decoded");
        }
    }

    private static void Free(delegate* unmanaged<nint, void> free, nint what)
    {
        if (what != 0)
        {
            free(what);
        }
    }

    [UnmanagedCallersOnly]
    private static void OnError(nint message, nint _) => t_complaint ??= Marshal.PtrToStringUTF8(message)?.Trim(); // the first one is the cause

    [UnmanagedCallersOnly]
    private static nuint Read(byte* buffer, nuint length, MemorySource* source)
    {
        long count = Math.Min((long)length, source->Length - source->Position);
        if (count <= 0)
        {
            return nuint.MaxValue; // the end of the stream
        }

        Buffer.MemoryCopy(source->Data + source->Position, buffer, (long)length, count);
        source->Position += count;
        return (nuint)count;
    }

    [UnmanagedCallersOnly]
    private static long Skip(long count, MemorySource* source)
    {
        long target = source->Position + count;
        if (target < 0)
        {
            return -1;
        }

        source->Position = Math.Min(target, source->Length);
        return count;
    }

    [UnmanagedCallersOnly]
    private static int Seek(long position, MemorySource* source)
    {
        if (position < 0 || position > source->Length)
        {
            return 0;
        }

        source->Position = position;
        return 1;
    }

    private struct MemorySource
    {
        public byte* Data;
        public long Length;
        public long Position;
    }

    /// <summary><c>opj_image_t</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Image
    {
        public uint X0, Y0, X1, Y1;
        public uint ComponentCount;
        public int ColorSpace;
        public Component* Components;
        public nint IccProfile;
        public uint IccProfileLength;
    }

    /// <summary><c>opj_image_comp_t</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Component
    {
        public uint StepX, StepY;
        public uint Width, Height;
        public uint X0, Y0;
        public uint Precision, ObsoletePrecision;
        public uint IsSigned;
        public uint ResolutionsDecoded, Factor;
        public int* Data;
        public ushort Alpha;
    }
}
