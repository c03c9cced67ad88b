using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Gate;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;

namespace DicomNode.Explaining;

/// <summary>
/// Says what becomes of a series and why, by the code that decides it: <see cref="RouteTable"/>, <see cref="SeriesDecision"/>, <see cref="JobPlanner"/> and what they ask. Nothing is
/// queued. docs/decisions/0033.
/// </summary>
internal sealed class RouteTester(NodeOptions options, ImageJobs images, ModelCatalog models)
{
    private static readonly Tag[] s_shown =
    [
        Tags.Modality, Tags.BodyPartExamined, Tags.SeriesDescription, Tags.StudyDescription, Tags.ProtocolName, Tags.SopClassUid, Tags.ImageType, Tags.ManufacturerModelName,
        Tags.ConvolutionKernel, Tags.ContrastBolusAgent,
    ];

    /// <summary>One image without the others: its conditions, and what models say of its header.</summary>
    public RouteTest Test(DicomFile image)
    {
        RouteVerdict[] routes = [.. options.Routes.Select((route, i) => Verdict(i, route, image, () => OfHeader(route, image.DataSet)))];
        string text = routes.Any(r => r.Matches)
            ? $"Taken by {Matching(routes)}. Whether its images are a volume shows when all of them are there."
            : RouteWords.Nearest(routes);
        return new(Elements(image), routes, text) { SeriesInstanceUid = image.DataSet.GetString(Tags.SeriesInstanceUid) };
    }

    /// <param name="planner">Knows the other series of its study.</param>
    public async Task<RouteTest> TestAsync(ExaminedSeries series, JobPlanner planner, CancellationToken cancellationToken)
    {
        DicomFile first = series.First;
        RouteOptions[] matched = [.. options.Routes.Where(r => RouteTable.Holds(r, first))];
        RouteOptions[] ofSeries = [.. matched.Where(r => !images.IsOfImages(r))];
        SeriesDecision decision = SeriesDecision.Of(series.Images.Volumes, ofSeries, null, series.Row.QuietSince, wasHeld: false, options.Assembling);
        IReadOnlyList<RoutePlan> plans = decision is SeriesDecision.Segment segment
            ? await planner.RoutesAsync(series.Row, series.Images, series.Instances, segment, cancellationToken)
            : [];
        RouteVerdict[] routes = [.. options.Routes.Select((route, i) => Verdict(i, route, first, () => images.IsOfImages(route)
            ? OfImages(route, series)
            : Of(decision, plans.FirstOrDefault(p => ReferenceEquals(p.Route, route)), route, series)))];
        string verdict = series.Images.Volumes.Verdict.Sentence;
        return new(Elements(first), routes, matched.Length == 0 ? $"{RouteWords.Nearest(routes)} {verdict}" : $"Taken by {Matching(routes)}. {verdict}") { SeriesInstanceUid = series.Row.SeriesInstanceUid };
    }

    private static RouteVerdict Verdict(int index, RouteOptions route, DicomFile image, Func<string> afterwards)
    {
        RouteCondition[] conditions = [.. RouteTable.Conditions(route, image)];
        bool matches = conditions.All(c => c.Holds);
        return new(index, route.Model, matches, conditions, matches ? $"Matches{(conditions.Length == 0 ? ", because it has no conditions" : "")}. {afterwards()}" : RouteWords.Misses(conditions));
    }

    private static string Matching(IEnumerable<RouteVerdict> routes) => string.Join(", ", routes.Where(r => r.Matches).Select(r => $"Routes:{r.Index} ({r.Model})"));

    private string Of(SeriesDecision decision, RoutePlan? plan, RouteOptions route, ExaminedSeries series) => decision switch
    {
        SeriesDecision.Wait wait => $"Not segmented: {wait.Reason} The node waits Assembling:GapPeriod ({options.Assembling.GapPeriod}) for what is missing, and then calls it incomplete.",
        SeriesDecision.Refuse refuse => $"Not segmented, the series is called incomplete: {refuse.Reason}",
        SeriesDecision.LeaveAlone leave => $"Not segmented: {leave.Reason}",
        _ => plan!.Study switch
        {
            StudyOutcome.Awaited awaited => $"It waits: {awaited.Reason}",
            StudyOutcome.Missing missing => $"Not segmented: {missing.Reason}",
            StudyOutcome.Passed passed => $"Not segmented: {passed.Reason}",
            StudyOutcome.Matched matched => $"{RouteWords.Study(matched)} {Doubts(plan.Manifest!, series.Images.FirstHeader, route)}{RouteWords.Afterwards(route, options)}",
            _ => OfJobs(plan, series),
        },
    };

    private string OfJobs(RoutePlan plan, ExaminedSeries series)
    {
        string jobs = RouteWords.Jobs(plan.Jobs, plan.Route.Model);
        return plan.Manifest is not { } manifest ? jobs
            : Misfit(manifest, series.Images) is { } misfit ? $"{jobs} It fails, because the series is not what {manifest.Id} takes for its input {manifest.Inputs[0].Name}. {misfit}."
            : $"{jobs} {Doubts(manifest, HeaderOf(series.Images), plan.Route)}{RouteWords.Afterwards(plan.Route, options)}";
    }

    private string OfImages(RouteOptions route, ExaminedSeries series)
    {
        int fitting = series.Images.Headers.Zip(series.Instances).Count(i => images.Of(series.Titles.Of(i.First), i.Second.SopInstanceUid, i.Second.Sha256).Any(j => j.ModelId == route.Model));
        return $"{route.Model} takes every image by itself: {fitting} of {series.Instances.Count} fit{images.LeftOut}. {RouteWords.Afterwards(route, options)}";
    }

    private string OfHeader(RouteOptions route, DataSet header)
    {
        try
        {
            ModelManifest manifest = models.Get(route.Model).Manifest;
            string?[] misfits = [.. manifest.Inputs.Select(i => SeriesFit.Misfit(i.Select, header))];
            return Array.TrueForAll(misfits, m => m is not null)
                ? $"{manifest.Id} does not take it: {misfits[0]}."
                : $"{manifest.Id} {manifest.Version} takes such images{InputOf(manifest, misfits)}. {Doubts(manifest, header, route)}{RouteWords.Afterwards(route, options)}";
        }
        catch (ModelException e)
        {
            return $"Blocked: model {route.Model} cannot be used. {e.Message}";
        }
    }

    private static string InputOf(ModelManifest manifest, string?[] misfits) => manifest.Inputs.Count == 1
        ? ""
        : $" for its input {string.Join(" or ", manifest.Inputs.Where((_, i) => misfits[i] is null).Select(i => i.Name))}, and needs {string.Join(", ", manifest.Inputs.Select(i => i.Name))} of one study";

    private static string? Misfit(ModelManifest manifest, SourceImages source) => VolumesOf(source).Select(v => v.Misfit(manifest.Inputs[0].Select)).FirstOrDefault(m => m is not null);

    private static DataSet HeaderOf(SourceImages source) => VolumesOf(source).First().FirstHeader;

    private static IEnumerable<SourceImages> VolumesOf(SourceImages source) => source.Volumes.Parts is [{ Label: null }] ? [source] : source.Volumes.Parts.Select(p => source.Only(p.Label!));

    /// <summary>What the model's preconditions say of the header, and what the gate does about it.</summary>
    private static string Doubts(ModelManifest manifest, DataSet header, RouteOptions route) => string.Concat(
        SourceCheck.Of(manifest, header).Select(f => $"{f.Reason} ({f.Check}: {new GatePolicy([route.Gate]).For(f.Check)}.) "));

    private static SortedDictionary<string, string> Elements(DicomFile image)
    {
        SortedDictionary<string, string> elements = new(StringComparer.Ordinal);
        foreach (Tag tag in s_shown)
        {
            if (image.DataSet.GetStrings(tag) is { Count: > 0 } values)
            {
                elements[DicomDictionary.Find(tag)!.Keyword] = string.Join('\\', values);
            }
        }

        foreach ((string key, Tag tag) in new[] { (nameof(RouteConditionOptions.CallingAeTitle), Tags.SourceApplicationEntityTitle), (nameof(RouteConditionOptions.CalledAeTitle), Tags.ReceivingApplicationEntityTitle) })
        {
            if (image.Meta.GetString(tag) is { } title)
            {
                elements[key] = title;
            }
        }

        return elements;
    }
}
