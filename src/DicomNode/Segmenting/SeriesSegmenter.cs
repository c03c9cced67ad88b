using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
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
        SegmentationResult result = await pipeline.RunAsync(
            request.Model, [.. images.Select(i => (i.Verdict.Shape, i.Verdict.Geometry!))], token => [.. images.Zip(manifest.Inputs, (i, input) => i.ReadVolume(input.ValueUnits, token))], meter, cancellationToken);

        meter.Begin("results");
        IReadOnlyList<SegmentReport> volumes = SegmentVolumes.Of(result.Labels, manifest.Segments);
        IReadOnlyList<ResultObject> objects = Build(request, images, source, result.Labels, volumes);
        return new(result.Labels, objects, Report(manifest, result, volumes, meter));
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
        IReadOnlyList<SegmentReport> volumes = SegmentVolumes.Of(result.Labels, model.Manifest.Segments);
        return new(result.Labels, [], Report(model.Manifest, result, volumes, meter));
    }

    private static IReadOnlyList<ResultObject> Build(
        SegmentationRequest request, SourceImages[] images, SourceSeries source, Volume<ushort> labels, IReadOnlyList<SegmentReport> volumes)
    {
        ModelManifest manifest = request.Model.Manifest;
        EmitSpec emit = manifest.Emit;
        SegmentSpec[] segments = [.. manifest.Segments.Zip(volumes)
            .Where(s => s.First.Emit && (s.Second.Voxels > 0 || !emit.SkipEmptySegments)).Select(s => s.First)];
        if (volumes.All(v => v.Voxels == 0) || segments.Length == 0)
        {
            return [];
        }

        string digest = ResultUids.InputDigest(images.SelectMany(i => i.ToSource().Slices).Select(s => s.SopInstanceUid));
        ResultIdentity identity = new(source.SeriesInstanceUid, digest, manifest.Id, manifest.Version, ModelDigest.Of(request.Model), request.Time);
        ResultEquipment equipment = ProductEquipment.Of(request.Installation, Shortened($"{manifest.Id} {manifest.Version}"));
        ResultContext context = new(source, identity, equipment)
        {
            Title = Shortened(emit.SeriesDescription ?? manifest.DisplayName),
            Description = manifest.UseClass is UseClass.Cleared ? "Automatic segmentation" : "Automatic segmentation. Research use only",
            SeriesNumberOffset = emit.SeriesNumberOffset ?? 0,
        };

        IReadOnlyList<ResultSegment> structures = SegmentMapping.ToResult(segments, manifest);
        LabelMasks masks = new(labels, segments);
        return [.. request.Outputs.Distinct().Order().Where(kind => Emits(emit, kind)).Select(kind => kind switch
        {
            ResultKind.Segmentation => SegmentationObject.Build(context, structures, masks),
            ResultKind.RtStructureSet => RtStructureSetObject.Build(context, structures, new TracedContours(source, masks)),
            _ => throw new ArgumentOutOfRangeException(nameof(request), kind, "There is no builder for this kind of object."),
        })];
    }

    private static bool Emits(EmitSpec emit, ResultKind kind) => emit.Objects.Count == 0 || emit.Objects.Contains(kind switch
    {
        ResultKind.Segmentation => EmittedObject.Seg,
        _ => EmittedObject.RtStruct,
    });

    private static SegmentationReport Report(ModelManifest manifest, SegmentationResult result, IReadOnlyList<SegmentReport> volumes, StageMeter meter)
    {
        IReadOnlyList<StageReport> stages = meter.End();
        return new(
            manifest.Id, manifest.Version, result.Provider, volumes, stages,
            Math.Round(stages.Sum(s => s.Seconds), 3), [.. SegmentVolumes.Warnings(volumes, manifest.Segments)], result.Providers.Note, result.Providers.Refused);
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
        return [.. request.Series.Select(files => SourceImages.Examine(files, decoder, cancellationToken))];
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
