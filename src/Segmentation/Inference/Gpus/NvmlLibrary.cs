using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Gpus;

/// <summary>NVIDIA's management library, part of every driver for PCIe cards. Its C interface has been the same since 2012.</summary>
internal sealed unsafe class NvmlLibrary : IDisposable
{
    public const string FileName = "libnvidia-ml.so.1";
    private const int Success = 0, NameLength = 96, OfTheGpuDie = 0;
    private readonly nint _library;
    private readonly delegate* unmanaged<uint*, int> _count;
    private readonly delegate* unmanaged<uint, nint*, int> _handle;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _name;
    private readonly delegate* unmanaged<nint, Utilization*, int> _utilization;
    private readonly delegate* unmanaged<nint, Memory*, int> _memory;
    private readonly delegate* unmanaged<nint, int, uint*, int> _temperature;

    private NvmlLibrary(nint library)
    {
        _library = library;
        _count = (delegate* unmanaged<uint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetCount_v2");
        _handle = (delegate* unmanaged<uint, nint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetHandleByIndex_v2");
        _name = (delegate* unmanaged<nint, byte*, uint, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetName");
        _utilization = (delegate* unmanaged<nint, Utilization*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetUtilizationRates");
        _memory = (delegate* unmanaged<nint, Memory*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetMemoryInfo");
        _temperature = (delegate* unmanaged<nint, int, uint*, int>)NativeLibrary.GetExport(library, "nvmlDeviceGetTemperature");
    }

    /// <returns>Null: there is no such library, or it finds no driver.</returns>
    public static NvmlLibrary? TryLoad(string file)
    {
        if (!NativeLibrary.TryLoad(file, out nint library))
        {
            return null;
        }

        if (NativeLibrary.TryGetExport(library, "nvmlInit_v2", out nint start) && ((delegate* unmanaged<int>)start)() == Success)
        {
            try
            {
                return new(library);
            }
            catch (EntryPointNotFoundException)
            {
                // not the library that its name promises
            }
        }

        NativeLibrary.Free(library);
        return null;
    }

    public IReadOnlyList<GpuState> Read()
    {
        uint count;
        if (_count(&count) != Success)
        {
            return [];
        }

        List<GpuState> found = [];
        for (uint i = 0; i < count; i++)
        {
            nint device;
            if (_handle(i, &device) == Success) // it may be another's, or broken
            {
                found.Add(Read(device));
            }
        }

        return found;
    }

    public void Dispose() => NativeLibrary.Free(_library);

    private GpuState Read(nint device)
    {
        byte* text = stackalloc byte[NameLength];
        Utilization utilization;
        Memory memory;
        uint celsius;
        string? name = _name(device, text, NameLength) == Success ? Marshal.PtrToStringUTF8((nint)text) : null;
        bool hasMemory = _memory(device, &memory) == Success;
        return new(
            name ?? "GPU",
            _utilization(device, &utilization) == Success ? utilization.Gpu : null,
            hasMemory ? (long)memory.Used : null,
            hasMemory ? (long)memory.Total : null,
            _temperature(device, OfTheGpuDie, &celsius) == Success ? (int)celsius : null);
    }

    /// <summary>nvmlUtilization_t: percent of the last sampling period.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Utilization
    {
        public uint Gpu, OfMemory;
    }

    /// <summary>nvmlMemory_t, in bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total, Free, Used;
    }
}
