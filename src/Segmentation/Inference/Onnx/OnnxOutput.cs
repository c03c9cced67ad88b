using System.Buffers;
using System.Numerics.Tensors;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>A tensor that ONNX Runtime owns. 32-bit floats are read where they lie; other numbers are converted once.</summary>
internal sealed class OnnxOutput : InferenceOutput
{
    private readonly OrtHandle _value;
    private readonly Memory<float> _values;
    private readonly SpareArray<float> _spare;
    private float[]? _converted;

    /// <param name="value">OrtValue; owned from here on.</param>
    /// <param name="spare">For converted numbers.</param>
    public OnnxOutput(OrtApi api, OrtHandle value, SpareArray<float> spare)
    {
        (_value, _spare) = (value, spare);
        (nint data, OrtElementType type, long[] shape) = Describe(api, value);
        Shape = Array.ConvertAll(shape, n => checked((int)n));
        int length = Shape.Aggregate(1, (a, b) => checked(a * b));
        _values = type switch
        {
            OrtElementType.Float32 => new NativeFloats(this, data, length).Memory,
            OrtElementType.Float16 => Converted<Half>(data, length),
            OrtElementType.Float64 => Converted<double>(data, length),
            OrtElementType.Uint8 or OrtElementType.Bool => Converted<byte>(data, length),
            OrtElementType.Int8 => Converted<sbyte>(data, length),
            OrtElementType.Uint16 => Converted<ushort>(data, length),
            OrtElementType.Int16 => Converted<short>(data, length),
            OrtElementType.Int32 => Converted<int>(data, length),
            OrtElementType.Int64 => Converted<long>(data, length),
            _ => throw new OrtStatusException(9, $"The output holds {type}, which is no number this program reads."),
        };
    }

    public override IReadOnlyList<int> Shape { get; }

    public override Memory<float> Values => _value.IsClosed ? throw new ObjectDisposedException(nameof(OnnxOutput)) : _values;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _value.Dispose();
            if (Interlocked.Exchange(ref _converted, null) is { } array)
            {
                _spare.Return(array);
            }
        }
    }

    private static unsafe (nint Data, OrtElementType Type, long[] Shape) Describe(OrtApi api, OrtHandle value)
    {
        nint info, data;
        api.Check(((delegate* unmanaged<nint, nint*, nint>)api[OrtSlot.GetTensorTypeAndShape])(value.Pointer, &info));
        using var owned = new OrtHandle(api, info, OrtSlot.ReleaseTensorTypeAndShapeInfo);
        api.Check(((delegate* unmanaged<nint, nint*, nint>)api[OrtSlot.GetTensorMutableData])(value.Pointer, &data));
        (OrtElementType type, long[] shape) = OrtTensorInfo.Read(api, info);
        return (data, type, shape);
    }

    private unsafe Memory<float> Converted<T>(nint data, int length)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        _converted = _spare.Rent(length);
        TensorPrimitives.ConvertTruncating<T, float>(new ReadOnlySpan<T>((void*)data, length), _converted);
        return _converted.AsMemory(0, length);
    }

    /// <summary>Native floats as memory; keeps the output, and so the tensor, alive.</summary>
    private sealed unsafe class NativeFloats(OnnxOutput owner, nint data, int length) : MemoryManager<float>
    {
        public override Span<float> GetSpan()
        {
            GC.KeepAlive(owner);
            return new Span<float>((void*)data, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new((float*)data + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
