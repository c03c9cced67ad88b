using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using TestImage = DicomNode.Testing.MadeImage;

namespace DicomNode.Bench;

/// <summary>
/// The node's decoders beside the converters of DCMTK and GDCM: the same file of many frames is read, decoded and written frame by frame. The converters are programs that start, so
/// a file of one frame is timed too and taken off; ours runs here, warm, as in a service that has been up for a while.
/// </summary>
/// <param name="isProcessorTime">Seconds of processor time instead of seconds that pass: holds on a busy machine.</param>
internal sealed class DecodeBench(int frames, int rounds, bool isProcessorTime)
{
    private const int WarmUps = 5;

    private static readonly PixelFormat s_ct = TestImage.Format(512, 512, 12), s_bytes = TestImage.Format(512, 512, 8), s_colour = TestImage.Format(512, 512, 8, 3, photometric: "RGB");

    /// <summary>What is compressed, by which command; {0} is the input, {1} the output.</summary>
    private static readonly (string Title, PixelFormat Format, string Encode, string[] Peers)[] s_cases =
    [
        ("RLE, 12 bits", s_ct, "dcmcrle {0} {1}", ["dcmdrle {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("RLE, colour", s_colour, "dcmcrle {0} {1}", ["dcmdrle {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("JPEG Lossless SV1, 12 bits", s_ct, "dcmcjpeg +e1 {0} {1}", ["dcmdjpeg {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("JPEG Lossless predictor 6, 12 bits", s_ct, "dcmcjpeg +el +sv 6 {0} {1}", ["dcmdjpeg {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("JPEG extended, 12 bits", s_ct, "dcmcjpeg +ee {0} {1}", ["dcmdjpeg {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("JPEG baseline, 8 bits", s_bytes, "dcmcjpeg +eb {0} {1}", ["dcmdjpeg {0} {1}", "gdcmconv --raw {0} {1}"]),
        ("JPEG baseline, colour 4:2:2", s_colour, "dcmcjpeg +eb {0} {1}", ["dcmdjpeg {0} {1}"]),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"Frames of 512×512 decoded per second{(isProcessorTime ? " of processor time" : "")}\n{"",-48} {"peer",9} {"node",9} {"ratio",7}   [lowest – highest of the rounds]");
        foreach ((string title, PixelFormat format, string encode, string[] peers) in s_cases)
        {
            using TempFolder folder = new();
            string many = await MakeAsync(folder, "many", format, frames, encode, cancellationToken), one = await MakeAsync(folder, "one", format, 1, encode, cancellationToken);
            Func<Task<double>> node = () => Task.FromResult(Ours(many, folder.Combine("ours.raw")));
            for (int i = 0; i < WarmUps; i++)
            {
                await node();
            }

            foreach (string peer in peers)
            {
                List<(double Theirs, double Ours)> seconds = [];
                for (int round = 0; round < rounds; round++)
                {
                    bool oursFirst = round % 2 == 1; // in turns: what the machine does meanwhile meets both
                    double first = await (oursFirst ? node() : DecodeAsync(peer)), second = await (oursFirst ? DecodeAsync(peer) : node());
                    seconds.Add(oursFirst ? (second, first) : (first, second));
                }

                List<double> ratios = [.. seconds.Select(s => s.Theirs / (frames - 1) / (s.Ours / frames)).Order()];
                Console.WriteLine($"{title + ", " + peer.Split(' ')[0],-48} {Rate(s => s.Theirs, frames - 1),9:F0} {Rate(s => s.Ours, frames),9:F0} {ratios[ratios.Count / 2],7:F2}   [{ratios[0]:F2} – {ratios[^1]:F2}]");

                double Rate(Func<(double Theirs, double Ours), double> of, int count) => count / seconds.Select(of).Order().ElementAt(rounds / 2);
            }

            async Task<double> DecodeAsync(string command) =>
                await SecondsAsync(command, many, folder.Combine("out"), cancellationToken) - await SecondsAsync(command, one, folder.Combine("out"), cancellationToken);
        }
    }

    private double Ours(string path, string output)
    {
        using var process = Process.GetCurrentProcess();
        (TimeSpan processor, long start) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        DicomFile file = Part10File.Read(path);
        PixelFrames pixels = PixelFrames.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed);
        using (FileStream stream = File.Create(output))
        {
            ushort[] values = new ushort[pixels.Format.FrameLength];
            byte[] bytes = new byte[pixels.Format.FrameLength];
            for (int frame = 0; frame < pixels.Count; frame++)
            {
                if (pixels.Format.BitsAllocated == 8)
                {
                    pixels.ReadFrame<byte>(frame, bytes);
                    stream.Write(bytes);
                }
                else
                {
                    pixels.ReadFrame<ushort>(frame, values);
                    stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
                }
            }
        }

        process.Refresh();
        return isProcessorTime ? (process.TotalProcessorTime - processor).TotalSeconds : Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<string> MakeAsync(TempFolder folder, string name, PixelFormat format, int count, string encode, CancellationToken cancellationToken)
    {
        (string plain, string compressed) = (folder.Combine($"{name}-plain.dcm"), folder.Combine($"{name}.dcm"));
        byte[][] some = [.. Enumerable.Range(1, Math.Min(count, 4)).Select(seed => Cells(format, seed))];
        DataSet image = TestImage.Of(format with { NumberOfFrames = count }, [.. Enumerable.Range(0, count).SelectMany(i => some[i % some.Length])]);
        if (format.SamplesPerPixel == 1)
        {
            image.Remove(Tags.PlanarConfiguration);
        }

        image.SetString(Tags.SopClassUid, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage).SetString(Tags.SopInstanceUid, "1.2.3.4")
            .SetString(Tags.StudyInstanceUid, "1.2.3").SetString(Tags.SeriesInstanceUid, "1.2.3.5").SetString(Tags.Modality, "OT");
        Part10File.Write(plain, image, TransferSyntax.ExplicitVrLittleEndian);
        await RunAsync(string.Format(CultureInfo.InvariantCulture, encode, plain, compressed), cancellationToken);
        File.Delete(plain);
        return compressed;
    }

    /// <summary>As a CT slice: a smooth body with noise of some percent, in air that is one value.</summary>
    private static byte[] Cells(PixelFormat format, int seed)
    {
        Random random = new(seed);
        byte[] cells = new byte[format.FrameBits / 8];
        int most = (1 << format.BitsStored) - 1, size = format.BitsAllocated / 8;
        for (int i = 0; i < format.FrameLength; i++)
        {
            int pixel = i / format.SamplesPerPixel;
            double x = (pixel % format.Columns / (double)format.Columns) - 0.5, y = (pixel / format.Columns / (double)format.Rows) - 0.5;
            bool isBody = (x * x) + (y * y * 1.7) < 0.2;
            double noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.02;
            int value = isBody ? (int)((0.45 + (0.1 * Math.Sin(x * 20) * Math.Cos(y * 15)) + noise) * most) : 0;
            cells[i * size] = (byte)value;
            if (size == 2)
            {
                cells[(i * size) + 1] = (byte)(value >> 8);
            }
        }

        return cells;
    }

    private async Task<double> SecondsAsync(string command, string input, string output, CancellationToken cancellationToken)
    {
        string log = await RunAsync(string.Format(CultureInfo.InvariantCulture, command, input, output), cancellationToken);
        string[] times = log.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' '); // real user sys, of bash's time
        return isProcessorTime ? Number(times[1]) + Number(times[2]) : Number(times[0]);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync("bash", ["-c", $"TIMEFORMAT='%R %U %S'; time {command}"], TimeSpan.FromMinutes(10), cancellationToken: cancellationToken);
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException($"{command}: {outcome.Output}");
    }
}
