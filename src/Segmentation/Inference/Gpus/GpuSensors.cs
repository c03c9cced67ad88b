namespace DicomNode.Segmentation.Inference.Gpus;

/// <summary>What the GPUs of this machine say of themselves, through the driver's management library or, on a Jetson, the kernel. Nothing is needed for it to be there.</summary>
public sealed class GpuSensors(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly JetsonGpu _jetson = new("/");
    private NvmlLibrary? _nvml;
    private IReadOnlyList<GpuState> _last = [];
    private long? _readAt;

    /// <summary>At most two seconds old. Empty: there is none, or it cannot be asked.</summary>
    public IReadOnlyList<GpuState> Read()
    {
        lock (_gate)
        {
            if (_readAt is not long at || clock.GetElapsedTime(at) >= s_fresh)
            {
                _nvml ??= NvmlLibrary.TryLoad(NvmlLibrary.FileName);
                _last = _nvml?.Read() is { Count: > 0 } found ? found : [.. _jetson.Read()];
                _readAt = clock.GetTimestamp();
            }

            return _last;
        }
    }

    public void Dispose() => _nvml?.Dispose();
}
