using System.IO.Compression;
using System.Runtime.InteropServices;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>Writes a volume as a compressed NIfTI file, a slice at a time: never more of it is in memory.</summary>
/// <param name="turn">Taken while a slice is made, not while the client takes it: one that is slow keeps nobody waiting.</param>
internal sealed class VoxelStream(SemaphoreSlim turn)
{
    /// <param name="read">Makes slice z.</param>
    public async Task WriteAsync<T>(Stream to, byte[] header, VolumeShape shape, Action<int, Span<T>> read, CancellationToken cancellationToken)
        where T : unmanaged
    {
        using MemoryStream compressed = new();
        await using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(header);
            T[] slice = new T[shape.SliceLength];
            for (int z = 0; z < shape.Depth; z++)
            {
                await turn.WaitAsync(cancellationToken);
                try
                {
                    read(z, slice);
                    gzip.Write(MemoryMarshal.AsBytes(slice.AsSpan()));
                }
                finally
                {
                    turn.Release();
                }

                await MoveAsync(compressed, to, cancellationToken);
            }
        }

        await MoveAsync(compressed, to, cancellationToken);
    }

    private static async Task MoveAsync(MemoryStream from, Stream to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(from.GetBuffer().AsMemory(0, (int)from.Length), cancellationToken);
        from.SetLength(0);
    }
}
