using DicomNode.Segmentation.Inference;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Networks on loan from an engine.</summary>
public sealed class LentNetworks(IReadOnlyList<IInferenceSession> sessions) : IDisposable
{
    /// <summary>The model's own network first.</summary>
    public IReadOnlyList<IInferenceSession> Sessions => sessions;

    /// <summary>What runs the first one.</summary>
    public ProviderReport Providers => sessions[0].Providers;

    public void Dispose()
    {
        foreach (IInferenceSession session in sessions)
        {
            session.Dispose();
        }
    }
}
