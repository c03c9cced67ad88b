using System.Text.Json;
using System.Text.Json.Serialization;
using DicomNode.Configuration;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Gate;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>One claimed job: from the files that its row names to results that are durable files.</summary>
internal sealed class JobRunner(
    SeriesLedger series, JobLedger jobs, SeriesSegmenter segmenter, ModelCatalog models, IFrameDecoder decoder, DataFolder folder, ResultFiles files,
    SupersededResults superseded, NodeOptions options, TimeProvider clock)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <exception cref="ModelException">The model is missing, broken, or not the one that the job was made for.</exception>
    /// <exception cref="VolumeException">The files are no volume, or not the ones that the job was made for.</exception>
    public async Task<SegmentationOutcome> RunAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        Job job = claim.Job;
        ModelFolder model = models.Get(job.ModelId);
        if (model.Manifest.Version != job.ModelVersion)
        {
            throw new ModelException(model.Path, [new("version", $"is {model.Manifest.Version}; the job was made for {job.ModelVersion}. Put that version back, or ask for the series to be segmented again.")]);
        }

        List<(IReadOnlyList<string> Files, string? Volume)> inputs = job.SopInstanceUid is string image ? [([await FileAsync(job, image, cancellationToken)], null)] : [];
        foreach ((string uid, string digest) in inputs.Count > 0 ? []
            : job.Inputs.Count == 0 ? [(job.Series!.SeriesInstanceUid, job.InputDigest)]
            : job.Inputs.Select(i => (i.Series!.SeriesInstanceUid, i.Digest)))
        {
            inputs.Add(await FilesAsync(uid, digest, cancellationToken));
        }

        SegmentationRequest request = new(
            model,
            [.. inputs.Select(i => i.Files)],
            [.. job.Outputs.Select(ResultKinds.Parse)],
            TimeOf(job),
            options.Listener.AeTitle)
        {
            Volumes = [.. inputs.Select(i => i.Volume)],
            Plan = PlanOf(job, model.Manifest),
            Spool = folder.CreateTemporary,
            Gate = GatePolicy.Of(options.Routes, job.ModelId),
            SettleProvider = (provider, cancellation) => jobs.SettleProviderAsync(claim, provider, cancellation),
        };
        // off the scheduler's thread: reading and building take whole cores
        return await Task.Run(() => segmenter.RunAsync(request, null, cancellationToken), cancellationToken);
    }

    /// <summary>What is booked of the job beside its results: where they came from, what was found about them, and who has to look before they are sent.</summary>
    public JobRecord RecordOf(JobClaim claim, SegmentationOutcome made)
    {
        IReadOnlyList<GateFinding> findings = made.Report.Findings;
        Dictionary<string, string> holds = new(StringComparer.Ordinal);
        foreach (string destination in claim.Job.Destinations)
        {
            if (GatePolicy.Of(options.Routes, claim.Job.ModelId, destination).HoldReason(findings) is string reason)
            {
                holds[destination] = reason;
            }
        }

        return new(made.Report.Provider, made.ModelHash, findings.Count == 0 ? null : JsonSerializer.Serialize(findings, s_json), holds);
    }

    /// <summary>The one image that a job was made for.</summary>
    private async Task<string> FileAsync(Job job, string sopInstanceUid, CancellationToken cancellationToken)
    {
        IReadOnlyList<Instance> instances = await series.InstancesAsync(job.Series!.SeriesInstanceUid, cancellationToken);
        return folder.FullPath((instances.FirstOrDefault(i => i.SopInstanceUid == sopInstanceUid && InputDigest.Of(i.SopInstanceUid, i.Sha256) == job.InputDigest)
            ?? throw new VolumeException($"Image {sopInstanceUid} is not here any more.")).Path);
    }

    /// <summary>The files of a series that a job was made for, and which volume in them where they hold several.</summary>
    private async Task<(IReadOnlyList<string> Files, string? Volume)> FilesAsync(string seriesInstanceUid, string digest, CancellationToken cancellationToken)
    {
        Instance[] instances = [.. (await series.InstancesAsync(seriesInstanceUid, cancellationToken)).Where(i => i.IsInUse)];
        string[] files = [.. instances.Select(i => folder.FullPath(i.Path))];
        if (InputDigest.Of(instances) == digest)
        {
            return (files, null);
        }

        SeriesPart part = await Task.Run(() => Part(files, instances, digest, cancellationToken), cancellationToken);
        return ([.. part.Files.Select(f => files[f])], part.Volume);
    }

    /// <summary>The volume of a series of several that a job was made for.</summary>
    private SeriesPart Part(string[] files, Instance[] instances, string digest, CancellationToken cancellationToken) =>
        SourceImages.Examine(files, decoder, cancellationToken).Parts.FirstOrDefault(p => p.Digest(instances) == digest)
            ?? throw new VolumeException("The instances of the series have changed since the job was made; ask for the series to be segmented again.");

    /// <summary>
    /// Writes the result objects, and the notes that reject what they replace, into the data folder; the same results give the same files.
    /// </summary>
    public async Task<IReadOnlyList<NewResult>> KeepAsync(JobClaim claim, SegmentationOutcome made, CancellationToken cancellationToken)
    {
        List<NewResult> kept = [];
        IReadOnlyList<NewDelivery> deliveries = made.Plan!.Of(made.Made);
        foreach (ResultObject result in made.Objects)
        {
            NewDelivery[] own = [.. deliveries.Where(d => d.Choices[0].SopInstanceUid == result.SopInstanceUid)];
            NewResult file = await KeepAsync(result, [.. own.Select(d => d.Destination)], cancellationToken);
            kept.Add(file with { Choices = [.. own.Where(d => d.Choices.Count > 1)] });
        }

        foreach ((ResultObject note, IReadOnlyList<string> destinations) in await superseded.RejectAsync(claim, TimeOf(claim.Job), cancellationToken))
        {
            kept.Add(await KeepAsync(note, destinations, cancellationToken));
        }

        return kept;
    }

    private async Task<NewResult> KeepAsync(ResultObject result, IReadOnlyList<string> destinations, CancellationToken cancellationToken)
    {
        StoredInstance file = await files.WriteAsync(
            result.SopInstanceUid,
            (stream, _) =>
            {
                Part10File.Write(stream, result.DataSet, result.PreferredTransferSyntax);
                return Task.CompletedTask;
            },
            cancellationToken);
        return new(ResultKinds.NameOf(result.Kind), result.SopInstanceUid, result.SopClassUid, file, destinations);
    }

    private ResultPlan PlanOf(Job job, ModelManifest model) => ResultPlan.Of(
        [.. job.Outputs.Select(ResultKinds.Parse)],
        [.. job.Destinations.Select(d => options.Peers.FirstOrDefault(p => p.Name.Equals(d, StringComparison.OrdinalIgnoreCase)) is { } peer ? Receiver.Of(peer) with { Name = d } : Receiver.Unknown(d))],
        ModelForms.Of(model));

    private DateTimeOffset TimeOf(Job job) => TimeZoneInfo.ConvertTime(new DateTimeOffset(DateTime.SpecifyKind(job.ResultTime, DateTimeKind.Utc)), clock.LocalTimeZone);
}
