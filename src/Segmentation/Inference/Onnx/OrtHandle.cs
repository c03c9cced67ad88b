using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>An object of ONNX Runtime, released by the function in its slot.</summary>
internal sealed class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly OrtSlot _release;

    public OrtHandle(OrtApi api, nint handle, OrtSlot release)
        : base(0, ownsHandle: true)
    {
        (_api, _release) = (api, release);
        SetHandle(handle);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Valid while this object is; callers hold it across the native call.</summary>
    public nint Pointer => IsClosed ? throw new ObjectDisposedException(nameof(OrtHandle)) : handle;

    /// <summary>Keeps the object from being released until the hold is disposed of, even when another thread disposes of it.</summary>
    public Hold Use()
    {
        bool held = false;
        DangerousAddRef(ref held);
        return new Hold(this);
    }

    protected override bool ReleaseHandle()
    {
        _api.Release(_release, handle);
        return true;
    }

    public readonly ref struct Hold(OrtHandle held)
    {
        public void Dispose() => held.DangerousRelease();
    }
}
