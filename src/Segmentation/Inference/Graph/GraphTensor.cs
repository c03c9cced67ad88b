using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>A constant tensor: TensorProto of onnx.proto.</summary>
internal static class GraphTensor
{
    private const int Dimensions = 1, DataType = 2, FloatData = 4, NameField = 8, RawData = 9, ExternalData = 13, DataLocation = 14;
    private const int TypeFloat = 1, TypeInt64 = 7, External = 1;

    public static string NameOf(ReadOnlyMemory<byte> tensor) => ProtoReader.Fields(tensor).FindLast(f => f.Number == NameField) is { Number: not 0 } name ? name.Text : "";

    /// <param name="tensor">The message.</param>
    /// <param name="folder">Where external data is.</param>
    /// <returns>Null: it holds no 32-bit floats.</returns>
    /// <exception cref="ProtoException">It has not as many values as its shape says, or its file is missing.</exception>
    public static (int[] Shape, float[] Values)? Floats(ReadOnlyMemory<byte> tensor, string folder)
    {
        List<ProtoField> fields = ProtoReader.Fields(tensor);
        if (Number(fields, DataType) != TypeFloat)
        {
            return null;
        }

        int[] shape = [.. ProtoReader.Integers(fields, Dimensions).Select(n => checked((int)n))];
        byte[] bytes = Number(fields, DataLocation) == External ? ReadExternal(fields, folder) : Inline(fields);
        float[] values = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        return values.Length == shape.Aggregate(1, (a, b) => checked(a * b))
            ? (shape, values)
            : throw new ProtoException($"A constant of shape [{string.Join(", ", shape)}] has {values.Length} values.");
    }

    public static byte[] OfFloats(string name, IEnumerable<int> shape, float[] values) =>
        [.. shape.SelectMany(n => ProtoWriter.Integer(Dimensions, n)), .. ProtoWriter.Integer(DataType, TypeFloat), .. ProtoWriter.Text(NameField, name), .. ProtoWriter.Bytes(RawData, MemoryMarshal.AsBytes<float>(values))];

    public static byte[] OfIntegers(string name, params long[] values) =>
        [.. ProtoWriter.Integer(Dimensions, values.Length), .. ProtoWriter.Integer(DataType, TypeInt64), .. ProtoWriter.Text(NameField, name), .. ProtoWriter.Bytes(RawData, MemoryMarshal.AsBytes<long>(values))];

    private static long Number(List<ProtoField> fields, int number) => fields.FindLast(f => f.Number == number) is { Number: not 0 } field ? field.Integer : 0;

    // raw, or as packed floats, or as floats one by one; all are the same bytes
    private static byte[] Inline(List<ProtoField> fields) => fields.Exists(f => f.Number == RawData)
        ? fields.FindLast(f => f.Number == RawData).Value.ToArray()
        : [.. fields.Where(f => f.Number == FloatData).SelectMany(f => f.Value.ToArray())];

    private static byte[] ReadExternal(List<ProtoField> fields, string folder)
    {
        Dictionary<string, string> entries = fields.Where(f => f.Number == ExternalData).Select(f => ProtoReader.Fields(f.Value))
            .ToDictionary(e => e.Find(f => f.Number == 1).Text, e => e.Find(f => f.Number == 2).Text, StringComparer.Ordinal);
        string location = entries.GetValueOrDefault("location", "");
        string file = Path.GetFullPath(Path.Combine(folder, location));
        if (!file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
        {
            throw new ProtoException($"The weights are in \"{location}\", which is not in the network's folder.");
        }

        using FileStream stream = File.OpenRead(file);
        if (!long.TryParse(entries.GetValueOrDefault("offset", "0"), out long offset) || offset < 0
            || !long.TryParse(entries.GetValueOrDefault("length", $"{stream.Length - offset}"), out long length) || length < 0 || offset + length > stream.Length)
        {
            throw new ProtoException($"The weights are said to be at a place that {location} does not have.");
        }

        byte[] bytes = new byte[checked((int)length)];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
