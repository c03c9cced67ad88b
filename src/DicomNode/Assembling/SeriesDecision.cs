using DicomNode.Configuration;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Assembling;

/// <summary>What becomes of a closed series. Pure: who asks does it.</summary>
internal abstract record SeriesDecision(string Reason)
{
    /// <summary>The models of these routes run on each of its volumes.</summary>
    public sealed record Segment(string Reason, IReadOnlyList<RouteOptions> Routes) : SeriesDecision(Reason);

    /// <summary>A slice seems to be on its way: wait once more.</summary>
    public sealed record Wait(string Reason, DateTime Until) : SeriesDecision(Reason);

    /// <summary>Nothing is wrong, and there is nothing to do.</summary>
    public sealed record LeaveAlone(string Reason) : SeriesDecision(Reason);

    /// <summary>A route wants it and it cannot be stacked.</summary>
    public sealed record Refuse(string Reason) : SeriesDecision(Reason);

    /// <param name="contents">What was found in it.</param>
    /// <param name="routes">Those whose conditions it meets.</param>
    /// <param name="shortage">The sentence that says how many instances the sending archive has and we do not; null: none is known to be missing.</param>
    /// <param name="lastInstanceAt">UTC.</param>
    /// <param name="wasHeld">It has been waited for already, and nothing came.</param>
    /// <param name="options">The periods, and how many volumes one series may hold.</param>
    public static SeriesDecision Of(
        SeriesVolumes contents, IReadOnlyList<RouteOptions> routes, string? shortage, DateTime lastInstanceAt, bool wasHeld, AssemblingOptions options)
    {
        StackVerdict verdict = contents.Verdict;
        if (routes.Count == 0)
        {
            return new LeaveAlone($"No route matches it. {verdict.Sentence}");
        }

        // a slice may be on its way: positions with a gap say so, and the archive's count
        string? missing = verdict.Reason is StackReason.Gap ? verdict.Sentence : verdict.Reason is StackReason.None ? shortage : null;
        if (missing is not null)
        {
            return wasHeld ? new Refuse(missing) : new Wait(missing, lastInstanceAt + options.GapPeriod);
        }

        return verdict.Reason switch
        {
            StackReason.None when contents.Parts.Count > options.MaxVolumes =>
                new Refuse($"{verdict.Sentence} More than Assembling:MaxVolumes ({options.MaxVolumes}) are not segmented."),
            StackReason.None => new Segment(verdict.Sentence, routes),
            StackReason.NoImages or StackReason.NotVolumeImages or StackReason.SecondaryCapture or StackReason.Localizer => new LeaveAlone(verdict.Sentence),
            _ => new Refuse(verdict.Sentence),
        };
    }
}
