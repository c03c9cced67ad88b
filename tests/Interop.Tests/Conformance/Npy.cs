using System.Text;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>NumPy's file format, version 1.0, as far as label volumes need it.</summary>
internal static class Npy
{
    /// <param name="labels">Shape [slice, row, column], C order.</param>
    public static void Write(string path, ReadOnlySpan<byte> labels, int slices, int rows, int columns)
    {
        string header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({slices}, {rows}, {columns}), }}";
        header = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n"; // magic, version, length and header fill whole 64 bytes
        using FileStream stream = File.Create(path);
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length & 0xFF), (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(labels);
    }
}
