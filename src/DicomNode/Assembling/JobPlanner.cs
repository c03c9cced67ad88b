using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Assembling;

/// <summary>Turns the routes of a whole series into jobs: one for each of its volumes, or, for a model of several inputs, one for the study.</summary>
internal sealed class JobPlanner(ModelCatalog models, StudyRules study, NodeOptions options)
{
    public async Task<JobPlan> PlanAsync(
        Series series, SourceImages source, IReadOnlyList<Instance> instances, SeriesDecision.Segment decision, CancellationToken cancellationToken)
    {
        string[] digests = [.. source.Parts.Select(p => p.Digest(instances))];
        List<NewJob> jobs = [];
        List<(string Model, StudyOutcome.Awaited Outcome)> awaited = [];
        List<string> missing = [], passed = [];
        foreach (RouteOptions route in decision.Routes)
        {
            if (Find(route.Model, out string? hindrance) is not ModelManifest manifest)
            {
                jobs.AddRange(digests.Select(d => NewJob(route, "", d) with { Hindrance = hindrance }));
            }
            else if (manifest.Inputs.Count == 1)
            {
                jobs.AddRange(digests.Select(d => NewJob(route, manifest.Version, d)));
            }
            else if (StudyRules.Of(series, source, instances) is not StudyCandidate self)
            {
                passed.Add($"It holds {digests.Length} volumes; {manifest.Id} takes one for each of its inputs.");
            }
            else
            {
                switch (await study.MatchAsync(route, manifest, self, cancellationToken))
                {
                    case StudyOutcome.Matched matched:
                        jobs.Add(NewJob(route, manifest.Version, InputDigest.OfAll(matched.Inputs.Select(i => i.Digest))) with { Inputs = matched.Inputs, ReferenceSeriesId = matched.ReferenceSeriesId });
                        break;
                    case StudyOutcome.Awaited wait:
                        awaited.Add((manifest.Id, wait));
                        break;
                    case StudyOutcome.Missing gone:
                        missing.Add(gone.Reason);
                        break;
                    case StudyOutcome.Passed pass:
                        passed.Add(pass.Reason);
                        break;
                }
            }
        }

        return new(
            jobs,
            awaited.Count == 0 ? null : new([.. awaited.Select(a => a.Model)], awaited.Min(a => a.Outcome.Until), string.Join(' ', awaited.Select(a => a.Outcome.Reason))),
            Sentence(missing), Sentence(passed));
    }

    /// <summary>Of routes whose model cannot be read: whether it takes the series, and as what, shows when it can.</summary>
    public IReadOnlyList<NewJob> Hindered(IEnumerable<RouteOptions> routes, IEnumerable<Instance> instances) =>
        [.. routes.Select(r => (Route: r, Manifest: Find(r.Model, out string? hindrance), Hindrance: hindrance))
            .Where(r => r.Manifest is null)
            .Select(r => NewJob(r.Route, "", InputDigest.Of(instances)) with { Hindrance = r.Hindrance })];

    private static string? Sentence(List<string> reasons) => reasons.Count == 0 ? null : string.Join(' ', reasons.Distinct());

    private ModelManifest? Find(string model, out string? hindrance)
    {
        try
        {
            hindrance = null;
            return models.Get(model).Manifest;
        }
        catch (ModelException e)
        {
            hindrance = $"Blocked: model {model} cannot be used. {e.Message}";
            return null;
        }
    }

    private NewJob NewJob(RouteOptions route, string version, string digest) => JobOrder.Of(route, version, digest, options);
}
