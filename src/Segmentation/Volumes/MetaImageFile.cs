using System.IO.Compression;
using System.Text;

namespace DicomNode.Segmentation.Volumes;

/// <summary>MetaImage files as ITK writes them: .mha (header and voxels in one file) and .mhd (voxels in a second file beside it). LPS, like DICOM.</summary>
public static class MetaImageFile
{
    private const int MostHeaderBytes = 1 << 16;

    /// <exception cref="VolumeException">Not such a file, or one with several channels, several data files or big endian voxels.</exception>
    public static Volume<float> Read(string path)
    {
        string name = Path.GetFileName(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Dictionary<string, string> header = ReadHeader(file, name);
        MetaImageHeader facts = MetaImageHeader.Parse(header, name);
        string dataFile = header["ElementDataFile"];
        if (dataFile == "LOCAL")
        {
            return ReadVoxels(file, facts, name);
        }

        // only a plain name: what a header says becomes no path to elsewhere
        if (dataFile != Path.GetFileName(dataFile) || dataFile.Contains('%', StringComparison.Ordinal) || dataFile.StartsWith("LIST", StringComparison.Ordinal))
        {
            throw new VolumeException($"{name}: ElementDataFile must be LOCAL or the name of one file in the same folder.");
        }

        using FileStream data = new(Path.Combine(Path.GetDirectoryName(path) ?? "", dataFile), FileMode.Open, FileAccess.Read, FileShare.Read);
        return ReadVoxels(data, facts, name);
    }

    private static Volume<float> ReadVoxels(Stream stream, MetaImageHeader facts, string name)
    {
        float[] values = GC.AllocateUninitializedArray<float>(facts.Shape.Length);
        byte[] slice = new byte[facts.Shape.SliceLength * SampleFormat.BytesOf(facts.Type)];
        using Stream source = facts.IsCompressed ? new ZLibStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream;
        try
        {
            for (int z = 0; z < facts.Shape.Depth; z++)
            {
                source.ReadExactly(slice);
                SampleFormat.ToFloat(facts.Type, slice, 1, 0, values.AsSpan(z * facts.Shape.SliceLength, facts.Shape.SliceLength));
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw new VolumeException($"{name}: cut off or damaged.", e);
        }

        return new Volume<float>(values, facts.Shape, facts.Geometry);
    }

    /// <summary>Reads "key = value" lines up to and with ElementDataFile, byte by byte: the voxels begin right behind it.</summary>
    private static Dictionary<string, string> ReadHeader(Stream stream, string name)
    {
        Dictionary<string, string> header = [];
        StringBuilder line = new();
        for (int i = 0; i < MostHeaderBytes; i++)
        {
            int c = stream.ReadByte();
            if (c is not ('\n' or -1))
            {
                line.Append((char)c);
                continue;
            }

            string text = line.ToString();
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                header[text[..equals].Trim()] = text[(equals + 1)..].Trim();
            }

            if (header.ContainsKey("ElementDataFile"))
            {
                return header;
            }

            if (c == -1)
            {
                break;
            }

            line.Clear();
        }

        throw new VolumeException($"{name}: not a MetaImage header.");
    }
}
