using System.Collections.Concurrent;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>Networks by ONNX Runtime. Thread-safe; a file is loaded once, and again when it has changed on disk.</summary>
public sealed class OnnxEngine : IInferenceEngine
{
    private const int Fatal = 4; // OrtLoggingLevel: what fails comes back as a status, the library need not print it too

    private readonly OrtApi _api;
    private readonly OrtHandle _environment;
    private readonly IReadOnlyList<OnnxProvider> _providers;
    private readonly InferenceOptions _options;
    private readonly ConcurrentDictionary<(string File, long Length, DateTime Written), Lazy<OnnxSession>> _sessions = new();

    private OnnxEngine(OrtApi api, OrtHandle environment, IReadOnlyList<OnnxProvider> providers, InferenceOptions options, string library) =>
        (_api, _environment, _providers, _options, Library) = (api, environment, providers, options, library);

    /// <summary>Path of the native library.</summary>
    public string Library { get; }

    /// <summary>Of the native library, for example "1.30.0".</summary>
    public string Version => _api.Version;

    /// <summary>Finds and opens the native library.</summary>
    /// <exception cref="InferenceException">The library is missing or unfit, or a provider's name is unknown.</exception>
    public static OnnxEngine Load(InferenceOptions options)
    {
        OnnxProvider[] providers = [.. (options.Providers?.Select(OnnxProvider.Find) ?? OnnxProvider.All).Where(p => p.IsGpu || !options.RequireGpu)];
        if (providers.Length == 0)
        {
            throw new InferenceException(
                options.RequireGpu ? "Inference:RequireGpu is set and Inference:Providers names no GPU provider." : "Inference:Providers is empty.", "Inference:Providers");
        }

        string library = OnnxLibrary.Locate(options.Library);
        var api = OrtApi.Load(library);
        return new OnnxEngine(api, CreateEnvironment(api), providers, options, library);
    }

    public IInferenceSession Open(string networkFile)
    {
        var file = new FileInfo(networkFile);
        if (!file.Exists)
        {
            throw new InferenceException($"{file.FullName} does not exist.", file.FullName);
        }

        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        Lazy<OnnxSession> session = _sessions.GetOrAdd(key, k => new Lazy<OnnxSession>(() => Create(k.File)));
        try
        {
            return session.Value;
        }
        catch (InferenceException)
        {
            _sessions.TryRemove(KeyValuePair.Create(key, session)); // a driver may be back next time
            throw;
        }
    }

    public void Dispose()
    {
        foreach (Lazy<OnnxSession> session in _sessions.Values.Where(s => s.IsValueCreated))
        {
            session.Value.Dispose();
        }

        _sessions.Clear();
        _environment.Dispose();
    }

    private static unsafe OrtHandle CreateEnvironment(OrtApi api)
    {
        using var name = new NativeText("dicomnode");
        nint environment;
        api.Check(((delegate* unmanaged<int, nint, nint*, nint>)api[OrtSlot.CreateEnv])(Fatal, name.Pointer, &environment));
        return new OrtHandle(api, environment, OrtSlot.ReleaseEnv);
    }

    // every provider gets fresh options: a failed append leaves them half filled
    private OnnxSession Create(string file)
    {
        var refused = new List<ProviderFailure>();
        foreach (OnnxProvider provider in _providers)
        {
            try
            {
                using OrtHandle options = CreateOptions();
                provider.AddTo(_api, options);
                OrtHandle session = CreateSession(file, options);
                return new OnnxSession(_api, session, file, new ProviderReport(provider.Name, refused));
            }
            catch (OrtStatusException e) when (e.Code is 3 or 7)
            {
                throw new InferenceException($"{file} is not a network that ONNX Runtime {Version} reads: {e.Message}", file, provider.Name, e);
            }
            catch (OrtStatusException e)
            {
                refused.Add(new ProviderFailure(provider.Name, e.Message));
            }
        }

        throw new InferenceException($"No provider runs {file}. {string.Join("; ", refused)}", file);
    }

    private unsafe OrtHandle CreateOptions()
    {
        var options = new OrtHandle(_api, _api.Create(OrtSlot.CreateSessionOptions), OrtSlot.ReleaseSessionOptions);
        int threads = _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;
        _api.Check(((delegate* unmanaged<nint, int, nint>)_api[OrtSlot.SetIntraOpNumThreads])(options.Pointer, threads));
        Configure(options, "session.intra_op.allow_spinning", "0"); // between two windows the cores are ours: cutting, blending, deciding
        if (_options.RequireGpu)
        {
            Configure(options, "session.disable_cpu_ep_fallback", "1");
        }

        return options;
    }

    private unsafe void Configure(OrtHandle options, string key, string value)
    {
        using NativeText keyText = new(key), valueText = new(value);
        _api.Check(((delegate* unmanaged<nint, nint, nint, nint>)_api[OrtSlot.AddSessionConfigEntry])(options.Pointer, keyText.Pointer, valueText.Pointer));
    }

    private unsafe OrtHandle CreateSession(string file, OrtHandle options)
    {
        using var path = new NativeText(file);
        nint session;
        _api.Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)_api[OrtSlot.CreateSession])(_environment.Pointer, path.Pointer, options.Pointer, &session));
        return new OrtHandle(_api, session, OrtSlot.ReleaseSession);
    }
}
