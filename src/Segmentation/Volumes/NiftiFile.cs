using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// NIfTI-1 single files (.nii, .nii.gz). Voxels are stored x fastest, so [z, y, x] in C order is the order of the file.
/// The affine of the file is RAS, ours is LPS: x and y change their signs, nothing is flipped or resampled.
/// </summary>
public static class NiftiFile
{
    private const int HeaderLength = 348;
    private const int VoxelOffset = 352;

    /// <summary>Reads the first volume of a file; uint8, int8, int16, uint16, int32, uint32, float32 and float64, scaled by scl_slope and scl_inter.</summary>
    /// <exception cref="VolumeException">Not such a file, or it has several volumes.</exception>
    public static Volume<float> Read(string path)
    {
        using Stream stream = Open(path);
        byte[] header = new byte[VoxelOffset];
        ReadFully(stream, header.AsSpan(0, HeaderLength), path);
        if (BinaryPrimitives.ReadInt32LittleEndian(header) != HeaderLength || header[344] != 'n' || header[345] != '+' || header[346] != '1')
        {
            throw new VolumeException($"{Path.GetFileName(path)}: not a little endian NIfTI-1 file.");
        }

        NiftiHeader facts = NiftiHeader.Parse(header, Path.GetFileName(path));
        Skip(stream, facts.VoxelOffset - HeaderLength, path);
        float[] values = GC.AllocateUninitializedArray<float>(facts.Shape.Length);
        byte[] slice = new byte[facts.Shape.SliceLength * SampleFormat.BytesOf(facts.Type)];
        for (int z = 0; z < facts.Shape.Depth; z++)
        {
            ReadFully(stream, slice, path);
            SampleFormat.ToFloat(facts.Type, slice, facts.Slope, facts.Intercept, values.AsSpan(z * facts.Shape.SliceLength, facts.Shape.SliceLength));
        }

        return new Volume<float>(values, facts.Shape, facts.Geometry);
    }

    /// <summary>Writes byte, ushort, short or float voxels; compressed when the name ends in .gz. The bytes depend on the volume only.</summary>
    public static void Write<T>(string path, Volume<T> volume)
        where T : unmanaged
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            Write(file, volume);
            return;
        }

        using GZipStream gzip = new(file, CompressionLevel.Fastest);
        Write(gzip, volume);
    }

    /// <summary>
    /// What stands before the voxels of an uncompressed file, for who writes them himself, a slice at a time: byte, ushort, short or float, each of which means
    /// <paramref name="slope"/> times it plus <paramref name="intercept"/>.
    /// </summary>
    /// <exception cref="VolumeException">An axis is too long for the format.</exception>
    public static byte[] HeaderOf<T>(VolumeShape shape, Geometry geometry, double slope = 1, double intercept = 0)
        where T : unmanaged
    {
        byte[] header = new byte[VoxelOffset];
        NiftiHeader.Format(header, shape, geometry, SampleFormat.NiftiTypeOf<T>(), slope, intercept);
        return header;
    }

    private static void Write<T>(Stream stream, Volume<T> volume)
        where T : unmanaged
    {
        Span<byte> header = stackalloc byte[VoxelOffset];
        NiftiHeader.Format(header, volume.Shape, volume.Geometry, SampleFormat.NiftiTypeOf<T>());
        stream.Write(header);
        for (int z = 0; z < volume.Shape.Depth; z++)
        {
            stream.Write(MemoryMarshal.AsBytes(volume.Slice(z)));
        }
    }

    private static Stream Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static void ReadFully(Stream stream, Span<byte> bytes, string path)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new VolumeException($"{Path.GetFileName(path)}: cut off or damaged.", e);
        }
    }

    private static void Skip(Stream stream, int count, string path)
    {
        if (count is < 0 or > (1 << 24))
        {
            throw new VolumeException($"{Path.GetFileName(path)}: the voxels begin at an impossible place.");
        }

        ReadFully(stream, new byte[count], path);
    }
}
