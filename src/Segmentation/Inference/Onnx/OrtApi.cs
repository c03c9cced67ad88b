using System.Globalization;
using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Onnx;

/// <summary>The C API of ONNX Runtime: a table of functions, each called through its <see cref="OrtSlot"/>.</summary>
internal sealed unsafe class OrtApi
{
    private const int OldestMinor = 17;
    private const int NewestApi = 22; // all slots we use are in it; asking for more would only refuse older libraries

    private readonly nint* _table;

    private OrtApi(nint* table, string version)
    {
        _table = table;
        Version = version;
    }

    /// <summary>Of the library, for example "1.30.0".</summary>
    public string Version { get; }

    /// <exception cref="InferenceException">The file is no ONNX Runtime, or too old.</exception>
    public static OrtApi Load(string library)
    {
        OrtTelemetry.SwitchOff();
        nint module;
        try
        {
            module = NativeLibrary.Load(library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InferenceException($"{library} cannot be loaded: {e.Message}", library, inner: e);
        }

        if (!NativeLibrary.TryGetExport(module, "OrtGetApiBase", out nint entry))
        {
            throw new InferenceException($"{library} is not ONNX Runtime: it has no OrtGetApiBase.", library);
        }

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(void); }
        nint* apiBase = ((delegate* unmanaged<nint*>)entry)();
        string version = Utf8(((delegate* unmanaged<nint>)apiBase[1])());
        int minor = Minor(version);
        if (minor < OldestMinor)
        {
            throw new InferenceException($"{library} is ONNX Runtime {version}; 1.{OldestMinor} or later is needed.", library);
        }

        nint* table = ((delegate* unmanaged<uint, nint*>)apiBase[0])((uint)Math.Min(minor, NewestApi));
        return table is null ? throw new InferenceException($"{library} (ONNX Runtime {version}) does not offer its API.", library) : new OrtApi(table, version);
    }

    /// <summary>Calls a function that gives a status and one pointer.</summary>
    public nint Create(OrtSlot slot)
    {
        nint result;
        Check(((delegate* unmanaged<nint*, nint>)this[slot])(&result));
        return result;
    }

    public void Release(OrtSlot slot, nint handle) => ((delegate* unmanaged<nint, void>)this[slot])(handle);

    /// <summary>The address of a function. The caller casts it to its signature in onnxruntime_c_api.h.</summary>
    public nint this[OrtSlot slot] => _table[(int)slot];

    /// <exception cref="OrtStatusException">The status is an error; it is released.</exception>
    public void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        int code = ((delegate* unmanaged<nint, int>)this[OrtSlot.GetErrorCode])(status);
        string message = Utf8(((delegate* unmanaged<nint, nint>)this[OrtSlot.GetErrorMessage])(status));
        Release(OrtSlot.ReleaseStatus, status);
        throw new OrtStatusException(code, message);
    }

    public static string Utf8(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    private static int Minor(string version)
    {
        string[] parts = version.Split('.');
        return parts.Length >= 2 && parts[0] == "1" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor) ? minor : 0;
    }
}
