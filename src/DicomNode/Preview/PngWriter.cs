using System.Buffers.Binary;
using System.IO.Compression;

namespace DicomNode.Preview;

/// <summary>Writes PNG (ISO/IEC 15948): 8 bits per sample, gray or red, green, blue; no interlace.</summary>
internal static class PngWriter
{
    private const byte Gray = 0, TrueColour = 2; // colour types, §11.2.2
    private const byte FilterUp = 2;             // §9.2: each byte less the one above
    private static readonly uint[] s_crcTable = CreateCrcTable();

    public static void Write(string path, RgbImage image)
    {
        using FileStream stream = File.Create(path);
        Write(stream, image.Width, image.Height, samples: 3, image.Pixels);
    }

    /// <param name="samples">Of a pixel: 1 is gray, 3 is red, green, blue.</param>
    /// <param name="pixels">Row by row from the top.</param>
    public static void Write(Stream stream, int width, int height, int samples, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, checked(width * height * samples));
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bit depth
        header[9] = samples switch { 1 => Gray, 3 => TrueColour, _ => throw new ArgumentOutOfRangeException(nameof(samples)) };
        header[10..].Clear(); // deflate, adaptive filters, no interlace
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(pixels, width * samples));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int stride)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal))
        {
            byte[] line = new byte[1 + stride];
            line[0] = FilterUp;
            for (int start = 0; start < pixels.Length; start += stride)
            {
                for (int i = 0; i < stride; i++)
                {
                    line[1 + i] = (byte)(pixels[start + i] - (start == 0 ? 0 : pixels[start - stride + i]));
                }

                zlib.Write(line);
            }
        }

        return compressed.ToArray();
    }

    /// <summary>Length, type, data, CRC-32 of type and data. §5.3.</summary>
    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = s_crcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
