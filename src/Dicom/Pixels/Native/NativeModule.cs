using System.Runtime.InteropServices;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A shared library of the distribution, found as the dynamic linker finds it.</summary>
internal sealed class NativeModule
{
    private readonly nint _handle;
    private readonly string _fileName;

    private NativeModule(nint handle, string fileName) => (_handle, _fileName) = (handle, fileName);

    /// <exception cref="NativeCodecException">It is not installed.</exception>
    public static NativeModule Open(string fileName) =>
        NativeLibrary.TryLoad(fileName, out nint handle) ? new(handle, fileName) : throw new NativeCodecException($"{fileName} is not installed");

    /// <summary>The address of a function, which the caller casts to its signature in the library's header.</summary>
    /// <exception cref="NativeCodecException">The library is too old to have it.</exception>
    public nint this[string name] =>
        Find(name) is nint function and not 0 ? function : throw new NativeCodecException($"{_fileName} is too old: it has no {name}");

    /// <returns>0: the library does not have it.</returns>
    public nint Find(string name) => NativeLibrary.TryGetExport(_handle, name, out nint function) ? function : 0;
}
