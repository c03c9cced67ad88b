using System.Buffers;
using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference;

/// <summary>Memory of numbers as memory of bytes, in place: streams take bytes.</summary>
internal sealed class MemoryBytes<T>(Memory<T> values) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.Span);

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        MemoryHandle pin = values.Pin();
        return new MemoryHandle((byte*)pin.Pointer + elementIndex, pinnable: new Unpinner(pin));
    }

    public override void Unpin()
    {
        // the handle that Pin gave does it
    }

    protected override void Dispose(bool disposing)
    {
        // the values belong to their owner
    }

    private sealed class Unpinner(MemoryHandle pin) : IPinnable
    {
        private MemoryHandle _pin = pin;

        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

        public void Unpin() => _pin.Dispose();
    }
}
