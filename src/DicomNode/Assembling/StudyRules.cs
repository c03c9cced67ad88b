using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Assembling;

/// <summary>
/// Models that need several series of a study: a series that fits one of their inputs waits until every input has one. Candidates are the whole series that the
/// same route matches. The models run when nothing of the study is still coming in, or when <see cref="AssemblingOptions.StudyPeriod"/> is over.
/// </summary>
internal sealed class StudyRules(
    SeriesLedger ledger, JobLedger jobs, IFrameDecoder decoder, DataFolder folder, NodeOptions options, TimeProvider clock) : IStudyMatcher
{
    public async Task<StudyOutcome> MatchAsync(RouteOptions route, ModelManifest manifest, StudyCandidate self, CancellationToken cancellationToken)
    {
        if (Stranger(manifest, self) is { } passed)
        {
            return passed;
        }

        IReadOnlyList<Job> standing = await jobs.StandingAsync(self.Series.StudyInstanceUid, manifest.Id, manifest.Version, cancellationToken);
        if (standing.FirstOrDefault(j => j.Inputs.Any(i => i.SeriesId == self.Series.Id)) is Job own)
        {
            return new StudyOutcome.Matched([.. own.Inputs.Select(i => new NewJobInput(i.SeriesId, i.Generation, i.Digest))], own.SeriesId);
        }

        IReadOnlyList<Series> study = await ledger.StudyAsync(self.Series.StudyInstanceUid, cancellationToken);
        HashSet<long> used = [.. standing.SelectMany(j => j.Inputs).Select(i => i.SeriesId)];
        List<StudyCandidate> candidates = [self];
        foreach (Series other in study.Where(s => s.Id != self.Series.Id && !used.Contains(s.Id) && IsDecided(s)))
        {
            if (await CandidateAsync(route, other, cancellationToken) is StudyCandidate candidate)
            {
                candidates.Add(candidate);
            }
        }

        bool isMoreComing = study.Any(s => s.Id != self.Series.Id && s.State is SeriesState.Receiving or SeriesState.Complete);
        return Judge(manifest, self, InputMatch.Of(manifest, candidates), isMoreComing, study.Max(s => s.LastInstanceAt) + options.Assembling.StudyPeriod, clock.GetUtcNow().UtcDateTime);
    }

    /// <returns>Null: it fits an input.</returns>
    internal static StudyOutcome.Passed? Stranger(ModelManifest manifest, StudyCandidate self) => manifest.Inputs.Any(i => InputMatch.Fits(i, self))
        ? null
        : new($"It fits none of the inputs of {manifest.Id} ({string.Join(", ", manifest.Inputs.Select(i => i.Name))}).");

    /// <summary>Pure.</summary>
    /// <param name="isMoreComing">Another series of the study is received or waits to be decided about.</param>
    /// <param name="until">When the study's time is over.</param>
    /// <param name="now">UTC.</param>
    internal static StudyOutcome Judge(ModelManifest manifest, StudyCandidate self, InputMatch match, bool isMoreComing, DateTime until, DateTime now)
    {
        if (match.IsWhole && (!isMoreComing || now >= until))
        {
            int own = match.Taken.ToList().IndexOf(self);
            return own >= 0
                ? new StudyOutcome.Matched([.. match.Taken.Select(c => new NewJobInput(c!.Series.Id, c.Series.Generation, c.Digest))], match.Taken[manifest.ReferenceInput]!.Series.Id)
                : new StudyOutcome.Passed($"{manifest.Id} takes {Preferred(manifest, self, match)}.");
        }

        if (match.IsWhole)
        {
            return new StudyOutcome.Awaited($"{manifest.Id} has a series for each of its inputs; others of the study are still coming in, one of which it may prefer.", until);
        }

        string[] missing = [.. manifest.Inputs.Where((_, i) => match.Taken[i] is null).Select(i => i.Name)];
        string needs = $"{manifest.Id} needs {(missing.Length == 1 ? "a further series" : $"{missing.Length} further series")} of the study, for {(missing.Length == 1 ? "its input" : "its inputs")} {string.Join(", ", missing)}";
        return now < until
            ? new StudyOutcome.Awaited(string.Create(CultureInfo.InvariantCulture, $"{needs}; waited for until {until:yyyy-MM-dd HH:mm:ss} UTC."), until)
            : new StudyOutcome.Missing($"{needs}; nothing that fits came within Assembling:StudyPeriod.");
    }

    private static string Preferred(ModelManifest manifest, StudyCandidate self, InputMatch match) => string.Join(", ", manifest.Inputs.Select((input, i) => (input, Taken: match.Taken[i]!))
        .Where(m => InputMatch.Fits(m.input, self)).Select(m => $"series {m.Taken.Series.SeriesInstanceUid} for its input {m.input.Name} instead"));

    private static bool IsDecided(Series series) =>
        series.State is SeriesState.Waiting or SeriesState.Unmatched or SeriesState.Segmenting or SeriesState.Delivering or SeriesState.Done or SeriesState.Failed or SeriesState.NotRouted;

    /// <returns>Null: the route does not match it, or it is not one volume.</returns>
    private async Task<StudyCandidate?> CandidateAsync(RouteOptions route, Series series, CancellationToken cancellationToken)
    {
        Instance[] instances = [.. (await ledger.InstancesAsync(series.SeriesInstanceUid, cancellationToken)).Where(i => i.IsInUse)];
        try
        {
            var source = await Task.Run(() => SourceImages.Examine([.. instances.Select(i => folder.FullPath(i.Path))], decoder, cancellationToken), cancellationToken);
            return source.Headers is [var first, ..] && RouteTable.Holds(route, first) ? Of(series, source, instances) : null;
        }
        catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
        {
            return null; // its own record says what is wrong with it
        }
    }

    /// <returns>Null: it is not one volume.</returns>
    public static StudyCandidate? Of(Series series, SourceImages source, IReadOnlyList<Instance> instances)
    {
        return source.Volumes.Verdict.IsVolume && source.Parts is [SeriesPart only]
            ? new(series, source.FirstHeader, source.Verdict, only.Digest(instances))
            : null;
    }
}
