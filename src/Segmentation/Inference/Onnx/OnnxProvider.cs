namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>One execution provider: how it is added to the options of a session.</summary>
internal abstract class OnnxProvider(string name)
{
    public static IReadOnlyList<OnnxProvider> All { get; } = [new TensorRt(), new Cuda(), new Cpu()];

    public string Name { get; } = name;

    public virtual bool IsGpu => true;

    /// <exception cref="InferenceException">No provider has this name.</exception>
    public static OnnxProvider Find(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InferenceException($"Inference:Providers names \"{name}\"; allowed: {string.Join(", ", All.Select(p => p.Name))}.", name);

    /// <exception cref="OrtStatusException">The provider is not in the library, or its own libraries are missing.</exception>
    public abstract void AddTo(OrtApi api, OrtHandle sessionOptions);

    // create options, append them, release them; the defaults of both providers are what we want
    private static unsafe void Append(OrtApi api, OrtHandle sessionOptions, OrtSlot create, OrtSlot append, OrtSlot release)
    {
        using var options = new OrtHandle(api, api.Create(create), release);
        api.Check(((delegate* unmanaged<nint, nint, nint>)api[append])(sessionOptions.Pointer, options.Pointer));
    }

    private sealed class TensorRt() : OnnxProvider("TensorRT")
    {
        // what TensorRT does not take, CUDA does
        public override void AddTo(OrtApi api, OrtHandle sessionOptions)
        {
            Append(api, sessionOptions, OrtSlot.CreateTensorRtProviderOptions, OrtSlot.SessionOptionsAppendExecutionProviderTensorRtV2, OrtSlot.ReleaseTensorRtProviderOptions);
            Append(api, sessionOptions, OrtSlot.CreateCudaProviderOptions, OrtSlot.SessionOptionsAppendExecutionProviderCudaV2, OrtSlot.ReleaseCudaProviderOptions);
        }
    }

    private sealed class Cuda() : OnnxProvider("CUDA")
    {
        public override void AddTo(OrtApi api, OrtHandle sessionOptions) =>
            Append(api, sessionOptions, OrtSlot.CreateCudaProviderOptions, OrtSlot.SessionOptionsAppendExecutionProviderCudaV2, OrtSlot.ReleaseCudaProviderOptions);
    }

    private sealed class Cpu() : OnnxProvider("CPU")
    {
        public override bool IsGpu => false;

        public override void AddTo(OrtApi api, OrtHandle sessionOptions)
        {
            // always in a session
        }
    }
}
