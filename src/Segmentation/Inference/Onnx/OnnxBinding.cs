namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>
/// Runs with I/O binding, so that scores come back into page-locked memory, into which a GPU writes by itself and at the full speed of its bus. On the CPU there is nothing to
/// gain: inputs are read and outputs made where they lie.
/// </summary>
internal sealed unsafe class OnnxBinding : IDisposable
{
    /// <summary>ONNX Runtime's name of page-locked memory.</summary>
    public const string Pinned = "CudaPinned";

    private const int DeviceAllocator = 0, FirstDevice = 0, CpuOutput = -1; // OrtAllocatorType, device id, OrtMemType

    private readonly OrtApi _api;
    private readonly OrtHandle _memory;

    /// <param name="memory">Where outputs go: <see cref="Pinned"/>, or "Cpu".</param>
    /// <exception cref="OrtStatusException">The library does not know such memory.</exception>
    public OnnxBinding(OrtApi api, string memory)
    {
        _api = api;
        using NativeText name = new(memory);
        nint info;
        api.Check(((delegate* unmanaged<nint, int, int, int, nint*, nint>)api[OrtSlot.CreateMemoryInfo])(name.Pointer, DeviceAllocator, FirstDevice, CpuOutput, &info));
        _memory = new OrtHandle(api, info, OrtSlot.ReleaseMemoryInfo);
    }

    /// <returns>The output; the caller's.</returns>
    public OrtHandle Run(OrtHandle session, OrtHandle options, string inputName, OrtHandle input, string outputName)
    {
        using NativeText inputText = new(inputName), outputText = new(outputName);
        nint created;
        _api.Check(((delegate* unmanaged<nint, nint*, nint>)_api[OrtSlot.CreateIoBinding])(session.Pointer, &created));
        using OrtHandle binding = new(_api, created, OrtSlot.ReleaseIoBinding);
        _api.Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[OrtSlot.BindInput])(binding.Pointer, inputText.Pointer, input.Pointer));
        _api.Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[OrtSlot.BindOutputToDevice])(binding.Pointer, outputText.Pointer, _memory.Pointer));
        _api.Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[OrtSlot.RunWithBinding])(session.Pointer, options.Pointer, binding.Pointer));
        _api.Check(((delegate* unmanaged<nint, nint>)_api[OrtSlot.SynchronizeBoundOutputs])(binding.Pointer)); // the copy may be under way still
        return Output(binding);
    }

    public void Dispose() => _memory.Dispose();

    // an array of one value, in the library's own memory
    private OrtHandle Output(OrtHandle binding)
    {
        nint allocator = _api.Create(OrtSlot.GetAllocatorWithDefaultOptions);
        nint* values;
        nuint count;
        _api.Check(((delegate* unmanaged<nint, nint, nint**, nuint*, nint>)_api[OrtSlot.GetBoundOutputValues])(binding.Pointer, allocator, &values, &count));
        OrtHandle output = new(_api, values[0], OrtSlot.ReleaseValue);
        _api.Check(((delegate* unmanaged<nint, nint, nint>)_api[OrtSlot.AllocatorFree])(allocator, (nint)values));
        return output;
    }
}
