using System.Diagnostics;
using System.Runtime.InteropServices;
using DicomNode.Decoding;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Native;
using Microsoft.Win32.SafeHandles;

namespace DicomNode.Bench;

/// <summary>Our way: a file is read, its frames decoded and their values written.</summary>
/// <param name="Name">Behind the title of a line.</param>
/// <param name="AtOnce">Frames that are decoded at the same time.</param>
internal sealed record NodeDecoding(string Name, IFrameDecoder Decoder, int AtOnce)
{
    /// <summary>In this process, frame by frame.</summary>
    public static NodeDecoding Managed { get; } = new("", FrameDecoders.Managed, 1);

    /// <summary>The libraries of the distribution in worker processes that stay.</summary>
    public static NodeDecoding Workers(int count) => new(count == 1 ? ", 1 worker" : $", {count} workers", new NativeFrameDecoder(Options() with { MaxWorkers = count }, TimeProvider.System), count);

    public DecodeCost Run(string path, string output)
    {
        ProcessTree tree = new(Environment.ProcessId);
        (double processor, long start) = (tree.ProcessorSeconds, Stopwatch.GetTimestamp());
        DicomFile file = Part10File.Read(path);
        PixelFrames pixels = PixelFrames.Open(file.DataSet, file.TransferSyntax, Decoder);
        using (SafeFileHandle handle = File.OpenHandle(output, FileMode.Create, FileAccess.Write))
        {
            Parallel.For(0, pixels.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, frame => Write(pixels, frame, handle));
        }

        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, tree.ProcessorSeconds - processor);
    }

    private static void Write(PixelFrames pixels, int frame, SafeFileHandle output)
    {
        int size = pixels.Format.BitsAllocated / 8, length = pixels.Format.FrameLength;
        byte[] values = GC.AllocateUninitializedArray<byte>(length * size);
        if (size == 1)
        {
            pixels.ReadFrame<byte>(frame, values);
        }
        else
        {
            pixels.ReadFrame<ushort>(frame, MemoryMarshal.Cast<byte, ushort>(values.AsSpan()));
        }

        RandomAccess.Write(output, values, (long)frame * values.Length);
    }

    /// <summary>As the node starts them, whose program is beside this one.</summary>
    private static DecodeWorkerOptions Options() => WorkerCommand.Options(static how => throw new InvalidOperationException(how)) with
    {
        Program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "DicomNode.dll"), DecodeWorker.Verb],
    };
}
