using System.Buffers;
using System.Numerics.Tensors;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>A network in ONNX Runtime, on one provider.</summary>
internal sealed class OnnxSession : IInferenceSession
{
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly OrtHandle _cpuMemory;
    private readonly string _file;
    private readonly SpareArray<Half> _halves = new();
    private readonly SpareArray<float> _floats = new();
    private OnnxBinding? _binding;

    /// <param name="session">Owned from here on.</param>
    /// <param name="outputs">The memory that outputs come back in, by ONNX Runtime's name; null: wherever the library makes them.</param>
    public OnnxSession(OrtApi api, OrtHandle session, string file, ProviderReport providers, string? outputs = null)
    {
        (_api, _session, _file, Providers) = (api, session, file, providers);
        _binding = outputs is null ? null : Bind(api, outputs);
        _cpuMemory = CreateCpuMemoryInfo(api);
        Inputs = Signature(OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);
        Outputs = Signature(OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);
    }

    public IReadOnlyList<TensorFacts> Inputs { get; }

    public IReadOnlyList<TensorFacts> Outputs { get; }

    public ProviderReport Providers { get; }

    public Task<InferenceOutput> RunAsync(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken) =>
        Task.Run<InferenceOutput>(() => Run(inputName, values, shape, outputName, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _session.Dispose();
        _cpuMemory.Dispose();
        _binding?.Dispose();
    }

    private OnnxOutput Run(string inputName, ReadOnlyMemory<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        using var options = new OrtHandle(_api, _api.Create(OrtSlot.CreateRunOptions), OrtSlot.ReleaseRunOptions);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => Terminate(options)); // disposed of before the options are
        try
        {
            using OrtHandle.Hold session = _session.Use(); // an engine that is disposed of meanwhile waits with its release
            return IsHalf(inputName)
                ? RunHalf(options, inputName, values.Span, shape, outputName, cancellationToken)
                : RunPinned(options, inputName, values, OrtElementType.Float32, sizeof(float), shape, outputName, cancellationToken);
        }
        catch (OrtStatusException e)
        {
            cancellationToken.ThrowIfCancellationRequested(); // a terminated run fails too
            throw new InferenceException($"{_file} failed on {Providers.InUse}: {e.Message}", _file, Providers.InUse, e, MemoryTexts.FaultOf(e.Message));
        }
    }

    private bool IsHalf(string inputName) => Inputs.Any(t => t.Name == inputName && t.ElementType == "float16");

    private OnnxOutput RunHalf(OrtHandle options, string inputName, ReadOnlySpan<float> values, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        Half[] halves = _halves.Rent(values.Length);
        try
        {
            TensorPrimitives.ConvertToHalf(values, halves);
            return RunPinned<Half>(options, inputName, halves.AsMemory(0, values.Length), OrtElementType.Float16, 2, shape, outputName, cancellationToken);
        }
        finally
        {
            _halves.Return(halves);
        }
    }

    private OnnxOutput RunPinned<T>(OrtHandle options, string inputName, ReadOnlyMemory<T> values, OrtElementType type, int size, IReadOnlyList<int> shape, string outputName, CancellationToken cancellationToken)
    {
        using MemoryHandle pin = values.Pin();
        using OrtHandle input = CreateTensor(pin, (nuint)values.Length * (nuint)size, type, shape);
        return new OnnxOutput(_api, RunBound(options, inputName, input, outputName, cancellationToken), _floats);
    }

    private unsafe void Terminate(OrtHandle options) =>
        _api.Check(((delegate* unmanaged<nint, nint>)_api[OrtSlot.RunOptionsSetTerminate])(options.Pointer));

    private static unsafe OrtHandle CreateCpuMemoryInfo(OrtApi api)
    {
        const int deviceAllocator = 0, defaultMemory = 0;
        nint info;
        api.Check(((delegate* unmanaged<int, int, nint*, nint>)api[OrtSlot.CreateCpuMemoryInfo])(deviceAllocator, defaultMemory, &info));
        return new OrtHandle(api, info, OrtSlot.ReleaseMemoryInfo);
    }

    // over the pinned values: nothing is copied
    private unsafe OrtHandle CreateTensor(MemoryHandle pin, nuint bytes, OrtElementType type, IReadOnlyList<int> shape)
    {
        long[] dimensions = [.. shape];
        nint tensor;
        fixed (long* first = dimensions)
        {
            _api.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_api[OrtSlot.CreateTensorWithDataAsOrtValue])(
                _cpuMemory.Pointer, pin.Pointer, bytes, first, (nuint)dimensions.Length, (int)type, &tensor));
        }

        return new OrtHandle(_api, tensor, OrtSlot.ReleaseValue);
    }

    // memory of that kind may be short, or unknown to a library; a run does not depend on it
    private static OnnxBinding? Bind(OrtApi api, string outputs)
    {
        try
        {
            return new OnnxBinding(api, outputs);
        }
        catch (OrtStatusException)
        {
            return null;
        }
    }

    private OrtHandle RunBound(OrtHandle options, string inputName, OrtHandle input, string outputName, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _binding) is OnnxBinding binding)
        {
            try
            {
                return binding.Run(_session, options, inputName, input, outputName);
            }
            catch (OrtStatusException) when (!cancellationToken.IsCancellationRequested)
            {
                Volatile.Write(ref _binding, null); // if it is the run itself that fails, it fails again, and its words are told
            }
        }

        return Run(options, inputName, input, outputName);
    }

    private unsafe OrtHandle Run(OrtHandle options, string inputName, OrtHandle input, string outputName)
    {
        using NativeText inputText = new(inputName), outputText = new(outputName);
        nint inputPointer = inputText.Pointer, outputPointer = outputText.Pointer, inputValue = input.Pointer, outputValue = 0;
        _api.Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_api[OrtSlot.Run])(
            _session.Pointer, options.Pointer, &inputPointer, &inputValue, 1, &outputPointer, 1, &outputValue));
        return new OrtHandle(_api, outputValue, OrtSlot.ReleaseValue);
    }

    private unsafe TensorFacts[] Signature(OrtSlot count, OrtSlot name, OrtSlot type)
    {
        nuint length;
        _api.Check(((delegate* unmanaged<nint, nuint*, nint>)_api[count])(_session.Pointer, &length));
        nint allocator = _api.Create(OrtSlot.GetAllocatorWithDefaultOptions); // the library's own, never released
        var facts = new TensorFacts[(int)length];
        for (nuint i = 0; i < length; i++)
        {
            nint text, info, tensor;
            _api.Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)_api[name])(_session.Pointer, i, allocator, &text));
            string tensorName = OrtApi.Utf8(text);
            _api.Check(((delegate* unmanaged<nint, nint, nint>)_api[OrtSlot.AllocatorFree])(allocator, text));
            _api.Check(((delegate* unmanaged<nint, nuint, nint*, nint>)_api[type])(_session.Pointer, i, &info));
            using var owned = new OrtHandle(_api, info, OrtSlot.ReleaseTypeInfo);
            _api.Check(((delegate* unmanaged<nint, nint*, nint>)_api[OrtSlot.CastTypeInfoToTensorInfo])(info, &tensor));
            (OrtElementType element, long[] shape) = tensor == 0 ? (OrtElementType.Undefined, []) : OrtTensorInfo.Read(_api, tensor);
            facts[(int)i] = new TensorFacts(tensorName, shape, element.ToString().ToLowerInvariant());
        }

        return facts;
    }
}
