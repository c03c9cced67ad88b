using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>Makes one model ready, tells each stage, and keeps what came of it.</summary>
internal sealed class ModelWarmer(IInferenceEngine engine, WarmRecords records, TimeProvider clock)
{
    /// <param name="told">Called at each stage.</param>
    /// <returns>Warm, or failed with the reason.</returns>
    public async Task<WarmState> WarmAsync(ModelFolder model, Action<WarmState> told, CancellationToken cancellationToken)
    {
        WarmState state = new(model.Manifest.Id, model.Manifest.Version, WarmStage.Loading, Now());
        told(state);
        try
        {
            WarmUpResult made = await ModelWarmUp.RunAsync(model, engine, clock, () => told(state with { Stage = WarmStage.FirstWindow, Since = Now() }), cancellationToken);
            state = state with
            {
                Stage = WarmStage.Warm,
                Since = Now(),
                Provider = made.Providers.InUse,
                Refused = made.Providers.Refused,
                Note = made.Providers.Note,
                LoadSeconds = Math.Round(made.Loading.TotalSeconds, 3),
                WindowSeconds = made.Window is { } window ? Math.Round(window.TotalSeconds, 3) : null,
            };
        }
        catch (Exception e) when (e is InferenceException or ModelException)
        {
            state = state with { Stage = WarmStage.Failed, Since = Now(), Reason = e.Message };
        }

        records.Write(state);
        told(state);
        return state;
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
