using System.Diagnostics.Metrics;
using DicomNode.Configuration;
using DicomNode.Gate;
using DicomNode.Observability;
using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>What is counted of segmenting. Models are those of the configuration's routes.</summary>
internal sealed class SegmentingMetrics
{
    private readonly WarmModels _models;
    private readonly Counter<long> _ended, _results, _findings;
    private readonly Histogram<double> _waiting, _stages, _running;

    public SegmentingMetrics(IMeterFactory meters, WarmModels models)
    {
        _models = models;
        Meter meter = meters.Create(Meters.Prefix + "Segmenting");
        _ended = meter.CreateCounter<long>("dicomnode.jobs.ended", "{job}", "Runs of models, by model and outcome: done, failed, blocked, put_back or overtaken.");
        _results = meter.CreateCounter<long>("dicomnode.results.made", "{result}", "Result objects, by model and what the network ran on.");
        _findings = meter.CreateCounter<long>("dicomnode.gate.findings", "{finding}", "What was found about results before they are sent, by check and what the routes do about it.");
        _waiting = meter.Seconds("dicomnode.job.wait.duration", "From the making of a job to its first run.", Meters.LongSeconds);
        _stages = meter.Seconds("dicomnode.job.stage.duration", "Stages of the runs that were done, by model and stage.", Meters.LongSeconds);
        _running = meter.Seconds("dicomnode.job.run.duration", "Runs, by model.", Meters.LongSeconds);
        meter.CreateObservableGauge("dicomnode.model.ready", () => _models.All.Select(m => new Measurement<int>(m.Stage == WarmStage.Warm ? 1 : 0, Model(m.Id))), "{model}", "1: the model is loaded and has run.");
        meter.CreateObservableGauge("dicomnode.model.info", () => Warm().Select(m => new Measurement<int>(1, Model(m.Id), new("version", m.Version), new("provider", m.Provider))), "{model}", "1, with the version of a model and what runs it.");
        meter.CreateObservableGauge("dicomnode.model.fallback", () => Warm().Select(m => new Measurement<int>(m.Refused?.Count ?? 0, Model(m.Id))), "{provider}", "Providers that were asked before the one that runs the model, and do not.");
        meter.CreateObservableGauge("dicomnode.model.load.duration", () => Warm().Where(m => m.LoadSeconds is not null).Select(m => new Measurement<double>(m.LoadSeconds!.Value, Model(m.Id))), "s", "Until the model could be run, when it was loaded last.");
    }

    public void Started(Job job)
    {
        if (job is { Attempts: 1, StartedAt: { } started })
        {
            _waiting.Record((started - job.CreatedAt).TotalSeconds, Model(job.ModelId));
        }
    }

    public void Ended(JobRun run, DateTimeOffset at)
    {
        _ended.Add(1, Model(run.Job.ModelId), new("outcome", run.Outcome));
        _running.Record((at - run.Start).TotalSeconds, Model(run.Job.ModelId));
    }

    public void Made(Job job, SegmentationReport report, int results)
    {
        _results.Add(results, Model(job.ModelId), new("provider", report.Provider));
        foreach (StageReport stage in report.Stages)
        {
            _stages.Record(stage.Seconds, Model(job.ModelId), new("stage", stage.Stage));
        }
    }

    public void Found(GateCheck check, GateAction action) => _findings.Add(1, new("check", SnakeCase.Of(check)), new("action", SnakeCase.Of(action)));

    private IEnumerable<WarmState> Warm() => _models.All.Where(m => m.Stage == WarmStage.Warm);

    private static KeyValuePair<string, object?> Model(string id) => new("model", id);
}
