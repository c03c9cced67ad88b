using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using ResultObject = DicomNode.Dicom.Iod.ResultObject;

namespace DicomNode.Cli;

/// <summary>What <c>segment</c> was asked to do, and doing it.</summary>
/// <param name="Inputs">Paths, one for each input of the model.</param>
/// <param name="Model">Id or folder.</param>
/// <param name="Output">Folder for what comes out.</param>
/// <param name="SeriesInstanceUid">Which series, where a folder has several.</param>
internal sealed record OfflineRun(IReadOnlyList<string> Inputs, string Model, string Output, string? SeriesInstanceUid, NodeOptions Options)
{
    /// <summary>Which volume of a series that holds several; null: the one that it holds.</summary>
    public string? Volume { get; init; }

    /// <summary>The objects that are wanted of a DICOM series.</summary>
    public IReadOnlyCollection<ResultKind> Kinds { get; init; } = [ResultKind.Segmentation, ResultKind.RtStructureSet, ResultKind.MeasurementReport, ResultKind.Preview];

    /// <exception cref="UsageException">The inputs do not fit together.</exception>
    /// <exception cref="VolumeException">An input is no volume, or not one that the model takes.</exception>
    public async Task<SegmentationReport> ExecuteAsync(
        SeriesSegmenter segmenter, ModelFolder model, IFrameDecoder decoder, TextWriter error, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        if (model.Manifest.Unit == RunUnit.Image)
        {
            return await ExecuteOnImageAsync(segmenter, model, progress, cancellationToken);
        }

        if (Inputs.Count != model.Manifest.Inputs.Count)
        {
            throw new UsageException($"{model.Manifest.Id} takes {model.Manifest.Inputs.Count} input(s), in this order: {string.Join(", ", model.Manifest.Inputs.Select(i => i.Name))}; {Inputs.Count} given.");
        }

        bool[] isVolumeFile = [.. Inputs.Select(IsVolumeFile)];
        if (isVolumeFile.Distinct().Count() > 1)
        {
            throw new UsageException("DICOM and other volumes cannot be mixed: give all inputs as DICOM, or all as NIfTI or MetaImage.");
        }

        using SegmentationOutcome outcome = isVolumeFile[0]
            ? await segmenter.RunAsync(model, [.. Inputs.Select(ReadVolume)], progress, cancellationToken)
            : await segmenter.RunAsync(Request(model, decoder, error, cancellationToken), progress, cancellationToken);
        await WriteAsync(outcome, cancellationToken);
        return outcome.Report;
    }

    private async Task<SegmentationReport> ExecuteOnImageAsync(SeriesSegmenter segmenter, ModelFolder model, IProgress<PipelineProgress> progress, CancellationToken cancellationToken)
    {
        if (Inputs is not [string image] || !File.Exists(image))
        {
            throw new UsageException($"{model.Manifest.Id} takes one image: name a DICOM file.");
        }

        using SegmentationOutcome outcome = await segmenter.RunAsync(
            new(model, [[image]], [ResultKind.Segmentation], TimeProvider.System.GetLocalNow(), Options.Listener.AeTitle), progress, cancellationToken);
        await WriteAsync(outcome, cancellationToken);
        return outcome.Report;
    }

    private SegmentationRequest Request(ModelFolder model, IFrameDecoder decoder, TextWriter error, CancellationToken cancellationToken)
    {
        List<FoundSeries> series = [];
        foreach ((string path, ModelInput input) in Inputs.Zip(model.Manifest.Inputs))
        {
            List<FileOutcome> unreadable = [];
            IReadOnlyList<FoundSeries> found = FoundSeries.Among(InputFiles.Of(path), decoder, unreadable, cancellationToken);
            foreach (FileOutcome file in unreadable)
            {
                error.WriteLine($"{file.File}: left out. {file.Problem}");
            }

            series.Add(FoundSeries.Choose(found, path, SeriesInstanceUid, Volume, input.Select.Modality));
        }

        return new(model, [.. series.Select(s => s.Files)], Kinds, TimeProvider.System.GetLocalNow(), Options.Listener.AeTitle)
        {
            Volumes = [.. series.Select(s => s.Verdict.IsVolume && series.Count > 1 ? null : Volume)],
        };
    }

    private async Task WriteAsync(SegmentationOutcome outcome, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Output);
        foreach (ResultObject result in outcome.Objects)
        {
            string name = result.Kind switch
            {
                ResultKind.Segmentation => "seg.dcm",
                ResultKind.RtStructureSet => "rtstruct.dcm",
                ResultKind.MeasurementReport => "sr.dcm",
                _ => FormattableString.Invariant($"preview-{result.DataSet.GetInt32(Tags.InstanceNumber)}.dcm"),
            };
            Part10File.Write(Path.Combine(Output, name), result.DataSet, result.PreferredTransferSyntax);
        }

        NiftiFile.Write(Path.Combine(Output, "labels.nii.gz"), outcome.Labels);
        await File.WriteAllTextAsync(Path.Combine(Output, "report.json"), Json.Of(outcome.Report), cancellationToken);
    }

    private static bool IsVolumeFile(string path) => IsNifti(path) || IsMetaImage(path);

    private static bool IsNifti(string path) => path.EndsWith(".nii", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    private static bool IsMetaImage(string path) => Path.GetExtension(path).ToUpperInvariant() is ".MHA" or ".MHD";

    private static Volume<float> ReadVolume(string path) =>
        !File.Exists(path) ? throw new UsageException($"{path}: no such file.")
        : IsNifti(path) ? NiftiFile.Read(path)
        : MetaImageFile.Read(path);
}
