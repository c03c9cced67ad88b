using DicomNode.Segmentation.Volumes;

namespace DicomNode.Assembling;

/// <summary>What becomes of a closed series. Pure: who asks does it.</summary>
internal abstract record SeriesDecision(string Reason)
{
    /// <summary>The models of these routes run on it.</summary>
    public sealed record Segment(string Reason, IReadOnlyList<RouteOptions> Routes) : SeriesDecision(Reason);

    /// <summary>A slice seems to be on its way: wait once more.</summary>
    public sealed record Wait(string Reason, DateTime Until) : SeriesDecision(Reason);

    /// <summary>Nothing is wrong, and there is nothing to do.</summary>
    public sealed record LeaveAlone(string Reason) : SeriesDecision(Reason);

    /// <summary>A route wants it and it cannot be stacked.</summary>
    public sealed record Refuse(string Reason) : SeriesDecision(Reason);

    /// <param name="routes">Those whose conditions it meets.</param>
    /// <param name="lastInstanceAt">UTC.</param>
    /// <param name="wasHeld">It has been waited for already, and nothing came.</param>
    public static SeriesDecision Of(StackVerdict verdict, IReadOnlyList<RouteOptions> routes, DateTime lastInstanceAt, bool wasHeld, TimeSpan gapPeriod) => verdict.Reason switch
    {
        _ when routes.Count == 0 => new LeaveAlone($"No route matches it. {verdict.Sentence}"),
        StackReason.None => new Segment(verdict.Sentence, routes),
        StackReason.NoImages or StackReason.NotVolumeImages or StackReason.SecondaryCapture or StackReason.Localizer => new LeaveAlone(verdict.Sentence),
        StackReason.Gap when !wasHeld => new Wait(verdict.Sentence, lastInstanceAt + gapPeriod),
        _ => new Refuse(verdict.Sentence),
    };
}
