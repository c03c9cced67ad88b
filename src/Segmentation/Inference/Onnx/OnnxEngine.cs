using DicomNode.Segmentation.Inference.Loading;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Networks by ONNX Runtime. Thread-safe.</summary>
public sealed class OnnxEngine : IInferenceEngine
{
    private const int Fatal = 4; // OrtLoggingLevel: what fails comes back as a status, the library need not print it too
    private const long MiB = 1L << 20;

    private readonly OrtHandle _environment;
    private readonly LoadedNetworks _networks;

    private OnnxEngine(string library, string version, OrtHandle environment, LoadedNetworks networks) =>
        (Library, Version, _environment, _networks) = (library, version, environment, networks);

    /// <summary>Path of the native library.</summary>
    public string Library { get; }

    /// <summary>Of the native library, for example "1.30.0".</summary>
    public string Version { get; }

    /// <summary>Finds and opens the native library.</summary>
    /// <param name="options">What the configuration says.</param>
    /// <param name="engineFolder">Where engines that a provider builds are kept; null: nowhere.</param>
    /// <exception cref="InferenceException">The library is missing or unfit, or a provider's name is unknown.</exception>
    public static OnnxEngine Load(InferenceOptions options, string? engineFolder = null) => Load(options, engineFolder, outputs: null);

    /// <inheritdoc cref="Load(InferenceOptions, string?)"/>
    /// <param name="outputs">As in <see cref="OnnxLoader"/>.</param>
    internal static OnnxEngine Load(InferenceOptions options, string? engineFolder, string? outputs)
    {
        OnnxProvider[] providers = [.. options.Providers?.Select(OnnxProvider.Find) ?? OnnxProvider.All];
        if (!providers.Any(p => p.IsGpu || !options.RequireGpu))
        {
            throw new InferenceException(
                options.RequireGpu ? "Inference:RequireGpu is set and Inference:Providers names no GPU provider." : "Inference:Providers is empty.", "Inference:Providers");
        }

        string library = OnnxLibrary.Locate(options.Library);
        var api = OrtApi.Load(library);
        OrtHandle environment = CreateEnvironment(api);
        OnnxLoader loader = new(api, environment, providers, options, new EngineCache(engineFolder, api.Version, GpuFacts.Read), outputs);
        return new OnnxEngine(library, api.Version, environment, new LoadedNetworks(loader, Budget(options)));
    }

    public Task<IInferenceSession> OpenAsync(NetworkRequest network, CancellationToken cancellationToken) => File.Exists(network.File)
        ? _networks.OpenAsync(network with { File = Path.GetFullPath(network.File) }, cancellationToken)
        : throw new InferenceException($"{Path.GetFullPath(network.File)} does not exist.", network.File);

    public void Dispose()
    {
        _networks.Dispose();
        _environment.Dispose();
    }

    // what is not said is half of the machine's memory, or of what its container may take
    private static long Budget(InferenceOptions options) => options.ModelMemoryMiB > 0 ? options.ModelMemoryMiB * MiB : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static unsafe OrtHandle CreateEnvironment(OrtApi api)
    {
        using var name = new NativeText("dicomnode");
        nint environment;
        api.Check(((delegate* unmanaged<int, nint, nint*, nint>)api[OrtSlot.CreateEnv])(Fatal, name.Pointer, &environment));
        return new OrtHandle(api, environment, OrtSlot.ReleaseEnv);
    }
}
