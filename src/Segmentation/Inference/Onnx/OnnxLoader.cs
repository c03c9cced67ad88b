using DicomNode.Segmentation.Inference.Graph;
using DicomNode.Segmentation.Inference.Loading;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Loads networks by ONNX Runtime: each provider is tried with fresh options, because a failed one leaves them half filled.</summary>
/// <param name="outputs">The memory that outputs come back in, by ONNX Runtime's name; null: what is best for the provider.</param>
internal sealed class OnnxLoader(OrtApi api, OrtHandle environment, IReadOnlyList<OnnxProvider> providers, InferenceOptions options, EngineCache cache, string? outputs = null) : INetworkLoader
{
    private const int NoSuchFile = 3, InvalidProtobuf = 7; // OrtErrorCode

    public IInferenceSession Load(NetworkRequest request, IReadOnlyList<ProviderFailure> refused)
    {
        string file = request.File;
        bool needsGpu = options.RequireGpu || !request.CpuAllowed;
        List<ProviderFailure> failures = [.. refused];
        using OrtHandle.Hold held = environment.Use(); // an engine that is disposed of meanwhile waits with its release
        foreach (OnnxProvider provider in providers.Where(p => failures.TrueForAll(f => f.Provider != p.Name)))
        {
            if (needsGpu && !provider.IsGpu)
            {
                failures.Add(new(provider.Name, options.RequireGpu ? "not allowed by Inference:RequireGpu" : "not allowed by the model's limits.cpuAllowed"));
                continue;
            }

            (string run, string? note) = provider.IsGpu ? (file, null) : CpuGraph.Choose(file, request.Sha256);
            try
            {
                using OrtHandle sessionOptions = CreateOptions(needsGpu);
                provider.AddTo(api, sessionOptions, request, cache);
                return new OnnxSession(api, CreateSession(run, sessionOptions), file, new ProviderReport(provider.Name, failures, note), outputs ?? (provider.IsGpu ? OnnxBinding.Pinned : null));
            }
            catch (OrtStatusException e) when (e.Code is NoSuchFile or InvalidProtobuf)
            {
                throw new InferenceException($"{file} is not a network that ONNX Runtime {api.Version} reads: {e.Message}", file, provider.Name, e);
            }
            catch (OrtStatusException e)
            {
                failures.Add(new ProviderFailure(provider.Name, e.Words));
            }
        }

        throw new InferenceException($"No provider runs {file}. {string.Join("; ", failures)}", file);
    }

    private unsafe OrtHandle CreateOptions(bool needsGpu)
    {
        var created = new OrtHandle(api, api.Create(OrtSlot.CreateSessionOptions), OrtSlot.ReleaseSessionOptions);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        api.Check(((delegate* unmanaged<nint, int, nint>)api[OrtSlot.SetIntraOpNumThreads])(created.Pointer, threads));
        Configure(created, "session.intra_op.allow_spinning", "0"); // between two windows the cores are ours: cutting, blending, deciding
        if (needsGpu)
        {
            Configure(created, "session.disable_cpu_ep_fallback", "1"); // not for a part of the network either
        }

        return created;
    }

    private unsafe void Configure(OrtHandle sessionOptions, string key, string value)
    {
        using NativeText keyText = new(key), valueText = new(value);
        api.Check(((delegate* unmanaged<nint, nint, nint, nint>)api[OrtSlot.AddSessionConfigEntry])(sessionOptions.Pointer, keyText.Pointer, valueText.Pointer));
    }

    private unsafe OrtHandle CreateSession(string file, OrtHandle sessionOptions)
    {
        using var path = new NativeText(file);
        nint session;
        api.Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)api[OrtSlot.CreateSession])(environment.Pointer, path.Pointer, sessionOptions.Pointer, &session));
        return new OrtHandle(api, session, OrtSlot.ReleaseSession, environment);
    }
}
