using System.CommandLine;
using DicomNode.Decoding;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Cli;

/// <summary><c>decode</c>: the stored values of an image as a file that other programs read.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A DICOM image.", HelpName = "FILE" };
        Option<string> to = new("--out")
        {
            Description = "What to write: .npy (NumPy, [frame, row, column, sample]) and .raw hold stored values, little endian, before any rescale; .png is a picture of one frame in 8 bits.",
            HelpName = "FILE.(npy|png|raw)",
            Required = true,
        };
        Option<int?> frame = new("--frame") { Description = "Only this frame, from 1. A .png is of the first unless it is given.", HelpName = "N" };
        Command command = new("decode", "Writes the pixels of a DICOM image.") { file, to, frame };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(file), parsed.GetRequiredValue(to), parsed.GetValue(frame), parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, string to, int? frame, TextWriter output, CancellationToken cancellationToken)
    {
        IPixelWriter writer = Path.GetExtension(to).ToLowerInvariant() switch
        {
            ".npy" => new NpyWriter(),
            ".raw" => new RawWriter(),
            ".png" => new PngFrameWriter(),
            string other => throw new UsageException($"--out: \"{other}\" is not one of .npy, .png and .raw."),
        };
        if (!File.Exists(path))
        {
            throw new UsageException($"{path} does not exist.");
        }

        DicomFile file = Part10File.Read(path);
        using ImageDecoders decoders = new(static _ => { }); // one that is lost ends this command with its message
        PixelFrames frames = PixelFrames.Open(file.DataSet, file.TransferSyntax, decoders.All);
        if (frame is int wanted && (wanted < 1 || wanted > frames.Count))
        {
            throw new UsageException($"--frame: {wanted} is not from 1 to {frames.Count}.");
        }

        Range range = frame is int one ? (one - 1)..one : writer.IsOfOneFrame ? ..1 : ..frames.Count;
        string part = to + ".part"; // what is cut short does not stay under the name that was asked for
        try
        {
            await using (FileStream stream = File.Create(part))
            {
                writer.Write(stream, file.DataSet, frames, range, cancellationToken);
            }

            File.Move(part, to, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        PixelFormat format = frames.Format;
        await output.WriteLineAsync($"{to}: {range.End.Value - range.Start.Value} of {frames.Count} frames, {format.Rows} rows, {format.Columns} columns, {format.SamplesPerPixel} samples, {CellType.Of(format).Name}, {format.PhotometricInterpretation}.");
        return ExitCode.Done;
    }
}
