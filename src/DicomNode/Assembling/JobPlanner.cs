using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Assembling;

/// <summary>Turns the routes of a whole series into jobs: one for each of its volumes, or, for a model of several inputs, one for the study.</summary>
internal sealed class JobPlanner(ModelCatalog models, IStudyMatcher study, NodeOptions options)
{
    public async Task<JobPlan> PlanAsync(
        Series series, SourceImages source, IReadOnlyList<Instance> instances, SeriesDecision.Segment decision, CancellationToken cancellationToken) =>
        JobPlan.Of(await RoutesAsync(series, source, instances, decision, cancellationToken));

    /// <summary>What each of the routes comes to, in their order.</summary>
    public async Task<IReadOnlyList<RoutePlan>> RoutesAsync(
        Series series, SourceImages source, IReadOnlyList<Instance> instances, SeriesDecision.Segment decision, CancellationToken cancellationToken)
    {
        string[] digests = [.. source.Parts.Select(p => p.Digest(instances))];
        StudyCandidate? self = StudyRules.Of(series, source, instances);
        List<RoutePlan> plans = [];
        foreach (RouteOptions route in decision.Routes)
        {
            plans.Add(Find(route.Model, out string? hindrance) is ModelManifest manifest
                ? await PlanAsync(route, manifest, digests, self, cancellationToken)
                : new(route, null, [.. digests.Select(d => NewJob(route, "", d) with { Hindrance = hindrance })]));
        }

        return plans;
    }

    /// <summary>Of routes whose model cannot be read: whether it takes the series, and as what, shows when it can.</summary>
    public IReadOnlyList<NewJob> Hindered(IEnumerable<RouteOptions> routes, IEnumerable<Instance> instances) =>
        [.. routes.Select(r => (Route: r, Manifest: Find(r.Model, out string? hindrance), Hindrance: hindrance))
            .Where(r => r.Manifest is null)
            .Select(r => NewJob(r.Route, "", InputDigest.Of(instances)) with { Hindrance = r.Hindrance })];

    private async Task<RoutePlan> PlanAsync(RouteOptions route, ModelManifest manifest, string[] digests, StudyCandidate? self, CancellationToken cancellationToken)
    {
        if (manifest.Inputs.Count == 1)
        {
            return new(route, manifest, [.. digests.Select(d => NewJob(route, manifest.Version, d))]);
        }

        StudyOutcome outcome = self is null
            ? new StudyOutcome.Passed($"It holds {digests.Length} volumes; {manifest.Id} takes one for each of its inputs.")
            : await study.MatchAsync(route, manifest, self, cancellationToken);
        return new(route, manifest, outcome is StudyOutcome.Matched matched ? [NewJob(route, manifest.Version, matched)] : [], outcome);
    }

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

    private NewJob NewJob(RouteOptions route, string version, StudyOutcome.Matched matched) =>
        NewJob(route, version, InputDigest.OfAll(matched.Inputs.Select(i => i.Digest))) with { Inputs = matched.Inputs, ReferenceSeriesId = matched.ReferenceSeriesId };

    private NewJob NewJob(RouteOptions route, string version, string digest) => JobOrder.Of(route, version, digest, options);
}
