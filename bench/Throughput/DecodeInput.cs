using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using TestImage = DicomNode.Testing.MadeImage;

namespace DicomNode.Bench;

/// <summary>The same frames twice.</summary>
/// <param name="File">A DICOM file.</param>
/// <param name="Codestreams">A folder with a file for each frame.</param>
internal sealed record DecodeInput(string File, string Codestreams)
{
    private const int Different = 4;

    public static async Task<DecodeInput> MakeAsync(TempFolder folder, string name, DecodeCase of, PixelFormat format, int count, CancellationToken cancellationToken)
    {
        string compressed = folder.Combine($"{name}.dcm");
        byte[][] some = [.. Enumerable.Range(1, Math.Min(count, Different)).Select(seed => Cells(format, seed))];
        PixelFormat all = format with { NumberOfFrames = count };
        if (of.Encode.StartsWith("ojph", StringComparison.Ordinal))
        {
            byte[][] codes = await HighThroughputAsync(folder, of, format, some, cancellationToken);
            DataSet image = Described(TestImage.Of(all, EncapsulatedPixelData.Of([.. Enumerable.Range(0, count).Select(i => codes[i % codes.Length])])), format);
            Part10File.Write(compressed, image, TransferSyntax.Find(Uids.Htj2KLossless)!);
        }
        else
        {
            string plain = folder.Combine($"{name}-plain.dcm");
            Part10File.Write(plain, Described(TestImage.Of(all, [.. Enumerable.Range(0, count).SelectMany(i => some[i % some.Length])]), format), TransferSyntax.ExplicitVrLittleEndian);
            await TimedShell.RunAsync(string.Format(CultureInfo.InvariantCulture, of.Encode, plain, compressed), cancellationToken);
            System.IO.File.Delete(plain);
        }

        return new(compressed, Separate(compressed, folder.Combine(name)));
    }

    private static async Task<byte[][]> HighThroughputAsync(TempFolder folder, DecodeCase of, PixelFormat format, byte[][] some, CancellationToken cancellationToken)
    {
        List<byte[]> codes = [];
        (string map, string codestream) = (folder.Combine("frame.pgm"), folder.Combine("frame.j2c"));
        foreach (byte[] cells in some)
        {
            byte[] header = [.. string.Create(CultureInfo.InvariantCulture, $"P5\n{format.Columns} {format.Rows}\n{format.MaxValue}\n").Select(c => (byte)c)];
            await System.IO.File.WriteAllBytesAsync(map, [.. header, .. cells.Chunk(2).SelectMany(cell => cell.Reverse())], cancellationToken);
            await TimedShell.RunAsync(string.Format(CultureInfo.InvariantCulture, of.Encode, map, codestream), cancellationToken);
            codes.Add(await System.IO.File.ReadAllBytesAsync(codestream, cancellationToken));
        }

        return [.. codes];
    }

    /// <summary>Frames of one fragment each, as all of these converters make them.</summary>
    private static string Separate(string compressed, string folder)
    {
        Directory.CreateDirectory(folder);
        FragmentsElement pixels = (FragmentsElement)Part10File.Read(compressed).DataSet[Tags.PixelData]!;
        for (int i = 0; i < pixels.Fragments.Count; i++)
        {
            System.IO.File.WriteAllBytes(Path.Combine(folder, $"{i:D4}.j2k"), pixels.Fragments[i].Span);
        }

        return folder;
    }

    private static DataSet Described(DataSet image, PixelFormat format)
    {
        if (format.SamplesPerPixel == 1)
        {
            image.Remove(Tags.PlanarConfiguration);
        }

        return image.SetString(Tags.SopClassUid, Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage).SetString(Tags.SopInstanceUid, "1.2.3.4")
            .SetString(Tags.StudyInstanceUid, "1.2.3").SetString(Tags.SeriesInstanceUid, "1.2.3.5").SetString(Tags.Modality, "OT");
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
}
