using System.Globalization;
using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmenting;

/// <summary>How near a model is to running.</summary>
/// <param name="Id">Of the model.</param>
/// <param name="Since">When the stage began, UTC.</param>
/// <param name="Provider">What runs it, once that is known.</param>
/// <param name="Refused">The providers that were asked before, with what they answered.</param>
/// <param name="Note">What else there is to say about the provider.</param>
/// <param name="LoadSeconds">Until it could be run; minutes where an engine was built.</param>
/// <param name="WindowSeconds">Its first window.</param>
/// <param name="Reason">Why it cannot run.</param>
internal sealed record WarmState(
    string Id, string Version, WarmStage Stage, DateTime Since, string? Provider = null, IReadOnlyList<ProviderFailure>? Refused = null, string? Note = null,
    double? LoadSeconds = null, double? WindowSeconds = null, string? Reason = null)
{
    /// <summary>A sentence without its full stop, on what the model does now.</summary>
    public string Text(DateTime now) => Stage switch
    {
        WarmStage.Waiting => $"{Id} {Version} waits to be loaded",
        WarmStage.Loading => string.Create(CultureInfo.InvariantCulture, $"{Id} {Version} is being loaded for {(now - Since).TotalSeconds:0} s (an engine for a GPU takes minutes to build, once)"),
        WarmStage.FirstWindow => string.Create(CultureInfo.InvariantCulture, $"{Id} {Version} runs its first window for {(now - Since).TotalSeconds:0} s"),
        WarmStage.Warm => string.Create(CultureInfo.InvariantCulture, $"{Id} {Version} on {new ProviderReport(Provider!, Refused ?? [], Note)}, loaded in {LoadSeconds:0.0##} s{(WindowSeconds is null ? "" : $", first window {WindowSeconds:0.0##} s")}"),
        _ => $"{Id} {Version} cannot run: {Reason}",
    };
}

internal enum WarmStage
{
    Waiting,
    Loading,
    FirstWindow,
    Warm,
    Failed,
}
