namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>One execution provider: how it is added to the options of a session.</summary>
internal abstract class OnnxProvider(string name)
{
    private static readonly OrtProviderSlots s_tensorRt = new(
        OrtSlot.CreateTensorRtProviderOptions, OrtSlot.UpdateTensorRtProviderOptions, OrtSlot.SessionOptionsAppendExecutionProviderTensorRtV2, OrtSlot.ReleaseTensorRtProviderOptions);

    private static readonly OrtProviderSlots s_cuda = new(
        OrtSlot.CreateCudaProviderOptions, OrtSlot.UpdateCudaProviderOptions, OrtSlot.SessionOptionsAppendExecutionProviderCudaV2, OrtSlot.ReleaseCudaProviderOptions);

    public static IReadOnlyList<OnnxProvider> All { get; } = [new TensorRt(), new Cuda(), new Cpu()];

    public string Name { get; } = name;

    public virtual bool IsGpu => true;

    /// <exception cref="InferenceException">No provider has this name.</exception>
    public static OnnxProvider Find(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InferenceException($"Inference:Providers names \"{name}\"; allowed: {string.Join(", ", All.Select(p => p.Name))}.", name);

    /// <exception cref="OrtStatusException">The provider is not in the library, or its own libraries are missing.</exception>
    public abstract void AddTo(OrtApi api, OrtHandle sessionOptions, NetworkRequest network, EngineCache cache);

    private sealed class TensorRt() : OnnxProvider("TensorRT")
    {
        // what TensorRT does not take, CUDA does
        public override void AddTo(OrtApi api, OrtHandle sessionOptions, NetworkRequest network, EngineCache cache)
        {
            IReadOnlyList<KeyValuePair<string, string>> settings = TensorRtSettings.Of(network);
            OrtProviderOptions.Append(api, sessionOptions, s_tensorRt, settings, () => TensorRtSettings.Caches(cache.FolderFor(network, settings)));
            OrtProviderOptions.Append(api, sessionOptions, s_cuda, []);
        }
    }

    private sealed class Cuda() : OnnxProvider("CUDA")
    {
        public override void AddTo(OrtApi api, OrtHandle sessionOptions, NetworkRequest network, EngineCache cache) => OrtProviderOptions.Append(api, sessionOptions, s_cuda, []);
    }

    private sealed class Cpu() : OnnxProvider("CPU")
    {
        public override bool IsGpu => false;

        public override void AddTo(OrtApi api, OrtHandle sessionOptions, NetworkRequest network, EngineCache cache)
        {
            // always in a session
        }
    }
}
