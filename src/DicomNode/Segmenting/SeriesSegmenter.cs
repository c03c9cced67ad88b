using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Gate;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>From the files of a series to result objects: the one path of the service and of the <c>segment</c> command.</summary>
public sealed class SeriesSegmenter(SegmentationPipeline pipeline, IFrameDecoder decoder, TimeProvider clock)
{
    private const int MaxLongString = 64; // LO

    /// <exception cref="VolumeException">The files are no volume, or not one that the model takes; the message says why.</exception>
    /// <exception cref="DicomDataException">A file cannot be read, or lacks what a result has to name.</exception>
    /// <exception cref="InferenceException">The network could not be loaded or run.</exception>
    public async Task<SegmentationOutcome> RunAsync(
        SegmentationRequest request, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        ModelManifest manifest = request.Model.Manifest;
        StageMeter meter = new(clock, progress);
        meter.Begin("read");
        SourceImages[] images = Examine(request, cancellationToken);
        CheckVolumes(images);
        CheckFit(manifest, images);
        SourceSeries source = images[manifest.ReferenceInput].ToSource();
        SegmentationResult result = await RunAsync(request, images, meter, cancellationToken);
        SegmentProbabilities? probabilities = result.Probabilities;
        try
        {
            SegmentationOutcome outcome = await ResultsAsync(request, images, source, result, meter, cancellationToken) with { Plan = request.Plan, Probabilities = probabilities };
            probabilities = null;
            return outcome;
        }
        finally
        {
            probabilities?.Dispose();
        }
    }

    private Task<SegmentationResult> RunAsync(SegmentationRequest request, SourceImages[] images, StageMeter meter, CancellationToken cancellationToken)
    {
        (VolumeShape, Geometry)[] grids = [.. images.Select(i => i.Grid)];
        return request.Plan.NeedsProbabilities
            ? pipeline.RunAsync(request.Model, grids, Read, request.Spool, meter, cancellationToken)
            : pipeline.RunAsync(request.Model, grids, Read, meter, cancellationToken);

        IReadOnlyList<Volume<float>> Read(CancellationToken token) => [.. images.Zip(request.Model.Manifest.Inputs, (i, input) => i.ReadVolume(input.ValueUnits, token))];
    }

    private static async Task<SegmentationOutcome> ResultsAsync(
        SegmentationRequest request, SourceImages[] images, SourceSeries source, SegmentationResult result, StageMeter meter, CancellationToken cancellationToken)
    {
        ModelManifest manifest = request.Model.Manifest;
        meter.Begin("results");
        SourceImages reference = images[manifest.ReferenceInput];
        VoxelQuantity? quantity = request.Outputs.Contains(ResultKind.MeasurementReport) && reference.Component is null ? VoxelQuantity.Of(source.Header) : null;
        IReadOnlyList<SegmentFigures> figures = SegmentMeasurer.Measure(
            result.Labels, manifest.Segments, VoxelMm3(source, result.Labels), quantity is null ? null : reference.ReadSlice, cancellationToken);
        IReadOnlyList<GateFinding> findings = ResultGate.Examine(manifest, result.Labels, figures, source.Header);
        ResultContext context = Context(request, images, source, findings) with
        {
            Provenance = new() { Provider = await request.SettleProvider(result.Provider, cancellationToken), Parameters = manifest.Algorithm.Parameters },
        };
        IReadOnlyList<MadeResult> made = new ResultBuilder(request, context, result.Labels, figures, findings, quantity, reference.ReadSlice, result.Probabilities).Build(cancellationToken);
        return new(result.Labels, made, Report(manifest, result, [.. figures.Select(f => f.ToReport(quantity))], findings, meter), context.Identity.ModelHash);
    }

    /// <summary>The same on volumes that are no DICOM series: labels and report, no objects.</summary>
    /// <param name="model">The model to run.</param>
    /// <param name="inputs">In the manifest's order.</param>
    /// <param name="progress">Told from any thread.</param>
    /// <param name="cancellationToken">Looked at between windows.</param>
    /// <exception cref="InferenceException">The network could not be loaded or run.</exception>
    public async Task<SegmentationOutcome> RunAsync(
        ModelFolder model, IReadOnlyList<Volume<float>> inputs, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        CheckCount(model.Manifest, inputs.Count);
        StageMeter meter = new(clock, progress);
        SegmentationResult result = await pipeline.RunAsync(model, inputs, meter, cancellationToken);
        IReadOnlyList<SegmentFigures> figures = SegmentMeasurer.Measure(result.Labels, model.Manifest.Segments, VoxelMm3(null, result.Labels), null, cancellationToken);
        IReadOnlyList<GateFinding> findings = ResultGate.Examine(model.Manifest, result.Labels, figures, null);
        return new(result.Labels, [], Report(model.Manifest, result, [.. figures.Select(f => f.ToReport(null))], findings, meter), ModelDigest.Of(model));
    }

    /// <summary>Of a voxel of each slice: slices at uneven distances stand for more or less of the body.</summary>
    private static double[] VoxelMm3(SourceSeries? source, Volume<ushort> labels) => source is { HasGeometry: true }
        ? [.. source.SliceExtentsMm.Select(mm => mm * source.PixelArea)]
        : [.. Enumerable.Repeat(labels.Geometry.VoxelMm3, labels.Shape.Depth)];

    private static ResultContext Context(
        SegmentationRequest request, SourceImages[] images, SourceSeries source, IReadOnlyList<GateFinding> findings)
    {
        ModelManifest manifest = request.Model.Manifest;
        string digest = ResultUids.InputDigest(images.SelectMany(i => i.ToSource().Slices).Select(s => s.SopInstanceUid).Concat(images.Select(i => i.Volume).OfType<string>()));
        ResultIdentity identity = new(source.SeriesInstanceUid, digest, manifest.Id, manifest.Version, ModelDigest.Of(request.Model), request.Time);
        ResultEquipment equipment = ProductEquipment.Of(request.Installation, Shortened($"{manifest.Id} {manifest.Version}"));
        string title = manifest.Emit.SeriesDescription ?? manifest.DisplayName;
        return new(source, identity, equipment)
        {
            Title = Shortened(request.Gate.For(findings) >= GateAction.Flag ? $"CHECK {title}" : title),
            Description = manifest.UseClass is UseClass.Cleared ? "Automatic segmentation" : "Automatic segmentation. Research use only",
            SeriesNumberOffset = manifest.Emit.SeriesNumberOffset ?? 0,
        };
    }

    private static SegmentationReport Report(ModelManifest manifest, SegmentationResult result, IReadOnlyList<SegmentReport> segments, IReadOnlyList<GateFinding> findings, StageMeter meter)
    {
        IReadOnlyList<StageReport> stages = meter.End();
        return new(
            manifest.Id, manifest.Version, result.Provider, segments, stages,
            Math.Round(stages.Sum(s => s.Seconds), 3), findings, result.Providers.Note, result.Providers.Refused);
    }

    /// <summary>A series for each input; or, for a model that takes images by themselves, the components of the one image.</summary>
    private SourceImages[] Examine(SegmentationRequest request, CancellationToken cancellationToken)
    {
        ModelManifest manifest = request.Model.Manifest;
        if (manifest.Unit == RunUnit.Image)
        {
            return request.Series is [[var file]]
                ? [.. manifest.Inputs.Select(i => SourceImages.ExamineImage(file, i.Component, decoder))]
                : throw new VolumeException($"{manifest.Id} takes one image at a time; {request.Series.Sum(s => s.Count)} files given.");
        }

        CheckCount(manifest, request.Series.Count);
        return [.. request.Series.Select((files, i) =>
        {
            SourceImages images = SourceImages.Examine(files, decoder, cancellationToken);
            return request.Volumes.ElementAtOrDefault(i) is string volume ? images.Only(volume) : images;
        })];
    }

    private static void CheckCount(ModelManifest manifest, int count)
    {
        if (count != manifest.Inputs.Count)
        {
            throw new VolumeException(
                $"{manifest.Id} takes {manifest.Inputs.Count} input{(manifest.Inputs.Count == 1 ? "" : "s")} ({string.Join(", ", manifest.Inputs.Select(i => i.Name))}), {count} given.");
        }
    }

    private static void CheckVolumes(SourceImages[] images)
    {
        if (Array.Find(images, i => !i.IsWhole) is { } refused)
        {
            throw new VolumeException(refused.Verdict.Sentence);
        }
    }

    private static void CheckFit(ModelManifest manifest, SourceImages[] images)
    {
        foreach ((ModelInput input, SourceImages image) in manifest.Inputs.Zip(images))
        {
            if (!input.Select.Modality.Contains(image.Modality, StringComparer.OrdinalIgnoreCase))
            {
                throw new VolumeException($"The series has modality {image.Modality}; {manifest.Id} takes {string.Join(" or ", input.Select.Modality)} for its input {input.Name}.");
            }

            if (image.Misfit(input.Select) is string misfit)
            {
                throw new VolumeException($"The series is not what {manifest.Id} takes for its input {input.Name}. {misfit}.");
            }
        }
    }

    private static string Shortened(string text) => text[..Math.Min(text.Length, MaxLongString)].TrimEnd();
}
