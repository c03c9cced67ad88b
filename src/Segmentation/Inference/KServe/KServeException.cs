namespace DicomNode.Segmentation.Inference.KServe;

/// <summary>A server did not do what it was asked. Stays inside this folder; others see <see cref="InferenceException"/>.</summary>
/// <param name="fault">Whether it may work later, or with less.</param>
/// <param name="untouched">The server has not begun with the request, so another one may be asked: no request is ever computed twice for us.</param>
internal sealed class KServeException(string message, InferenceFault fault, bool untouched, Exception? inner = null) : Exception(message, inner)
{
    public InferenceFault Fault { get; } = fault;

    public bool IsUntouched { get; } = untouched;
}
