using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>
/// The whole life of a worker process: it greets, and then answers one request after the other until its standard input closes, which it does when the parent
/// is gone. A library that crashes or hangs takes this process with it and nothing else.
/// </summary>
public static class DecodeWorker
{
    /// <summary>The hidden verb of the program that a worker is started with.</summary>
    public const string Verb = "decode-worker";

    private static readonly TimeSpan s_parentGrace = TimeSpan.FromSeconds(5);

    /// <param name="arguments">After the verb: bytes of memory that frames may take.</param>
    /// <returns>Exit code.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length != 1 || !long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out long memoryLimit))
        {
            return 2; // nobody types this verb
        }

        LoadedCodecs codecs = LoadedCodecs.Open();
        using FileStream input = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        using FileStream output = WorkerConfinement.Apply(memoryLimit);
        try
        {
            codecs.Greeting.Write(output);
            Serve(codecs, input, output);
        }
        catch (IOException)
        {
            // the parent is gone
        }

        return 0;
    }

    private static void Serve(LoadedCodecs codecs, FileStream input, FileStream output)
    {
        byte[] header = new byte[DecodeRequest.Length];
        byte[] compressed = [], native = [];
        while (input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            DecodeRequest request = DecodeRequest.Read(header);
            WorkerConfinement.EndAfter(request.Limit + s_parentGrace);
            Answer(codecs, request, input, output, ref compressed, ref native);
            WorkerConfinement.EndAfter(TimeSpan.Zero);
        }
    }

    /// <param name="compressed">Kept from frame to frame: those of a series have about one size.</param>
    private static void Answer(LoadedCodecs codecs, DecodeRequest request, FileStream input, FileStream output, ref byte[] compressed, ref byte[] native)
    {
        Grow(ref compressed, request.InputLength);
        input.ReadExactly(compressed, 0, request.InputLength);
        try
        {
            Grow(ref native, request.OutputLength);
            Span<byte> cells = native.AsSpan(0, (int)request.OutputLength);
            cells.Clear();
            codecs[request.Codec].Decode(compressed.AsSpan(0, request.InputLength), request.Format, request.IsLossy, cells);
            Write(output, DecodeStatus.Decoded, cells);
        }
        catch (NativeCodecException e)
        {
            Write(output, DecodeStatus.Damaged, e.Message);
        }
        catch (OutOfMemoryException)
        {
            Write(output, DecodeStatus.TooLarge, "");
        }
    }

    private static void Grow(ref byte[] buffer, long length)
    {
        if (buffer.Length < length)
        {
            buffer = []; // the old one may go before the new one comes
            buffer = GC.AllocateUninitializedArray<byte>(length <= Array.MaxLength ? (int)length : throw new InsufficientMemoryException());
        }
    }

    private static void Write(FileStream output, DecodeStatus status, string message) =>
        Write(output, status, TextEncoding.UTF8.GetBytes(message.Length <= DecodeAnswer.MaxMessage / 4 ? message : message[..(DecodeAnswer.MaxMessage / 4)]));

    private static void Write(FileStream output, DecodeStatus status, ReadOnlySpan<byte> body)
    {
        Span<byte> header = stackalloc byte[DecodeAnswer.Length];
        new DecodeAnswer(status, body.Length).Write(header);
        output.Write(header);
        output.Write(body);
    }
}
