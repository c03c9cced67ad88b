namespace DicomNode.Storage.Files;

/// <summary>
/// Writing would use up the space that is kept free. Like every <see cref="IOException"/> from this namespace it is
/// answered to a sender with A700H (PS3.4 Table B.2-1): out of resources, try again.
/// </summary>
public sealed class StorageFullException(string folder, long freeBytes, long reserveBytes)
    : IOException($"{folder} has {freeBytes >> 20} MiB free and keeps {reserveBytes >> 20} MiB in reserve (Data:ReserveGiB): nothing is taken until there is space.")
{
    public long FreeBytes { get; } = freeBytes;

    public long ReserveBytes { get; } = reserveBytes;
}
