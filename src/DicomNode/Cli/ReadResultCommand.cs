using System.CommandLine;
using System.Globalization;
using DicomNode.Decoding;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Reading;
using DicomNode.Segmentation.Reading;

namespace DicomNode.Cli;

/// <summary><c>read-result</c>: a segmentation or structure set of any maker as a label volume on the grid of its series.</summary>
internal static class ReadResultCommand
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A DICOM segmentation, label map or RT Structure Set.", HelpName = "FILE" };
        Option<string> source = new("--source") { Description = "Folder of the series that it belongs to.", HelpName = "DIR", Required = true };
        Option<string> to = new("--out")
        {
            Description = "What to write: labels on the grid of the series. Structures that overlap others go to further files, LABELS-2.nii.gz and so on.",
            HelpName = "LABELS.nii.gz",
            Required = true,
        };
        Option<string?> series = new("--series") { Description = "Which series, where a folder has several.", HelpName = "UID" };
        Option<double> threshold = new("--threshold")
        {
            Description = "Of a fractional segmentation: the part of the maximum from which a voxel belongs to a segment.",
            HelpName = "0..1",
            DefaultValueFactory = _ => ReadingOptions.Default.Threshold,
        };
        Option<bool> anyFrame = new("--any-frame-of-reference") { Description = "Reads coordinates of another frame of reference as if they were in that of the series." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("read-result", "Reads a segmentation or structure set onto its series.") { file, source, to, series, threshold, anyFrame, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            ReadingOptions options = new() { Threshold = parsed.GetValue(threshold), AnyFrameOfReference = parsed.GetValue(anyFrame) };
            ReadResultReport report = Run(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(source), parsed.GetValue(series), parsed.GetRequiredValue(to), options, cancellationToken);
            return WriteAsync(report, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static ReadResultReport Run(string path, string folder, string? series, string to, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"{path} does not exist.");
        }

        if (!to.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) && !to.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--out: {to} ends neither in .nii nor in .nii.gz.");
        }

        if (options.Threshold is not (> 0 and <= 1))
        {
            throw new UsageException($"--threshold: {options.Threshold.ToString(CultureInfo.InvariantCulture)} is not above 0 and at most 1.");
        }

        DicomFile file = Part10File.Read(path);
        using ImageDecoders decoders = new(static _ => { }); // one that is lost ends this command with its message
        ResultSource source = ResultSource.Find(folder, series, file.DataSet, decoders.All, cancellationToken);
        ReadStructures structures = ResultReader.Read(file, source.Series, decoders.All, options, cancellationToken);
        IReadOnlyList<string> files = LabelFiles.Write(to, structures, source.Grid);
        return new(
            StoredSegmentation.IsOne(file.DataSet) ? "SEG" : "RTSTRUCT", file.DataSet.GetString(Tags.SopInstanceUid) ?? "", source.Series.SeriesInstanceUid, structures.Shape.Depth,
            [.. structures.Items.Select((s, i) => new ReadStructureReport(s.Number, s.Name, structures.Labels[i], files[structures.Layers[i]], s.Voxels, Math.Round(s.VolumeMm3 / 1000, 3)))],
            files, [.. structures.Warnings, .. source.Unevenness is string uneven ? [uneven] : Array.Empty<string>()]);
    }

    private static async Task<int> WriteAsync(ReadResultReport report, bool json, InvocationConfiguration console)
    {
        await console.Output.WriteLineAsync(json ? Json.Of(report) : Text(report));
        return ExitCode.Done;
    }

    private static string Text(ReadResultReport report) => string.Join('\n',
    [
        .. report.Structures.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Label,5}  {s.Name,-24} {s.Voxels,10} voxels {s.VolumeMl,10:0.0} ml{(s.File == report.Files[0] ? "" : $"  {Path.GetFileName(s.File)}")}")),
        .. report.Warnings,
        $"{report.Kind} on {report.Slices} slices of series {report.SeriesInstanceUid}. Written to {string.Join(", ", report.Files)}.",
    ]);
}
