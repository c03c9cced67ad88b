using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>An object of ONNX Runtime, released by the function in its slot.</summary>
internal sealed class OrtHandle : SafeHandle
{
    private readonly OrtApi _api;
    private readonly OrtSlot _release;
    private readonly OrtHandle? _parent;

    /// <param name="parent">What has to outlive the object, whoever disposes of it when.</param>
    public OrtHandle(OrtApi api, nint handle, OrtSlot release, OrtHandle? parent = null)
        : base(0, ownsHandle: true)
    {
        (_api, _release) = (api, release);
        SetHandle(handle);
        bool held = false;
        parent?.DangerousAddRef(ref held);
        _parent = held ? parent : null;
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
        _parent?.DangerousRelease();
        return true;
    }

    public readonly ref struct Hold(OrtHandle held)
    {
        public void Dispose() => held.DangerousRelease();
    }
}
