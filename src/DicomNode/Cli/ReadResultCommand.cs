using System.CommandLine;
using System.Globalization;
using DicomNode.Decoding;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod.Reading;
using DicomNode.Reading;
using DicomNode.Segmentation.Reading;

namespace DicomNode.Cli;

/// <summary><c>read-result</c>: a segmentation or structure set of any maker as a label volume on the grid of its series; what a report of measurements says.</summary>
internal static class ReadResultCommand
{
    public static Command Create()
    {
        Argument<string> path = new("file") { Description = "A DICOM segmentation, label map, RT Structure Set or report of measurements.", HelpName = "FILE" };
        Option<string?> source = new("--source") { Description = "Folder of the series that it belongs to. A report needs none.", HelpName = "DIR" };
        Option<string?> to = new("--out")
        {
            Description = "What to write, but for a report: labels on the grid of the series. Structures that overlap others go to further files, LABELS-2.nii.gz and so on.",
            HelpName = "LABELS.nii.gz",
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
        Command command = new("read-result", "Reads a segmentation or structure set onto its series, or what a report of measurements says.") { path, source, to, series, threshold, anyFrame, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            DicomFile file = Read(parsed.GetRequiredValue(path));
            if (StoredReport.IsOne(file.DataSet))
            {
                ReadMeasurementsReport said = ReadMeasurementsReport.Of(file.DataSet);
                return WriteAsync(parsed.GetValue(json) ? Json.Of(said) : said.ToString(), parsed.InvocationConfiguration);
            }

            ReadingOptions options = new() { Threshold = parsed.GetValue(threshold), AnyFrameOfReference = parsed.GetValue(anyFrame) };
            ReadResultReport report = Run(
                file, Given(parsed.GetValue(source), "--source"), parsed.GetValue(series), Given(parsed.GetValue(to), "--out"), options, cancellationToken);
            return WriteAsync(parsed.GetValue(json) ? Json.Of(report) : Text(report), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static DicomFile Read(string path) => File.Exists(path) ? Part10File.Read(path) : throw new UsageException($"{path} does not exist.");

    private static string Given(string? value, string option) => value ?? throw new UsageException($"{option} is missing: labels lie on the grid of a series.");

    private static ReadResultReport Run(DicomFile file, string folder, string? series, string to, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (!to.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) && !to.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--out: {to} ends neither in .nii nor in .nii.gz.");
        }

        if (options.Threshold is not (> 0 and <= 1))
        {
            throw new UsageException($"--threshold: {options.Threshold.ToString(CultureInfo.InvariantCulture)} is not above 0 and at most 1.");
        }

        using ImageDecoders decoders = new(static _ => { }); // one that is lost ends this command with its message
        ResultSource source = ResultSource.Find(folder, series, file.DataSet, decoders.All, cancellationToken);
        ReadStructures structures = ResultReader.Read(file, source.Series, decoders.All, options, cancellationToken);
        IReadOnlyList<string> files = LabelFiles.Write(to, structures, source.Grid);
        return new(
            StoredSegmentation.IsOne(file.DataSet) ? "SEG" : "RTSTRUCT", file.DataSet.GetString(Tags.SopInstanceUid) ?? "", source.Series.SeriesInstanceUid, structures.Shape.Depth,
            [.. structures.Items.Select((s, i) => new ReadStructureReport(s.Number, s.Name, structures.Labels[i], files[structures.Layers[i]], s.Voxels, Math.Round(s.VolumeMm3 / 1000, 3)))],
            files, [.. structures.Warnings, .. source.Unevenness is string uneven ? [uneven] : Array.Empty<string>()]);
    }

    private static async Task<int> WriteAsync(string text, InvocationConfiguration console)
    {
        await console.Output.WriteLineAsync(text);
        return ExitCode.Done;
    }

    private static string Text(ReadResultReport report) => string.Join('\n',
    [
        .. report.Structures.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Label,5}  {s.Name,-24} {s.Voxels,10} voxels {s.VolumeMl,10:0.0} ml{(s.File == report.Files[0] ? "" : $"  {Path.GetFileName(s.File)}")}")),
        .. report.Warnings,
        $"{report.Kind} on {report.Slices} slices of series {report.SeriesInstanceUid}. Written to {string.Join(", ", report.Files)}.",
    ]);
}
