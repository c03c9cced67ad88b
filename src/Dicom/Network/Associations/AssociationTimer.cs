namespace DicomNode.Dicom.Network.Associations;

/// <summary>ARTIM, the association request, reject and release timer. PS3.8 §9.1.5.</summary>
internal sealed class AssociationTimer(TimeProvider clock, Action expired) : IDisposable
{
    private readonly ITimer _timer = clock.CreateTimer(_ => expired(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Start(TimeSpan limit) => _timer.Change(limit, Timeout.InfiniteTimeSpan);

    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();
}
