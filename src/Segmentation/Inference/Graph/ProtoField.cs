using System.Buffers.Binary;

namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>One field of a protobuf message, where it stands in the file's bytes.</summary>
/// <param name="Number">As in onnx.proto.</param>
/// <param name="Wire">How it is written.</param>
/// <param name="Raw">Key and value: what is copied when nothing changes.</param>
/// <param name="Value">The value alone, without a length before it.</param>
internal readonly record struct ProtoField(int Number, ProtoWire Wire, ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Value)
{
    /// <summary>Of a number.</summary>
    public long Integer => Wire switch
    {
        ProtoWire.Varint => (long)ProtoReader.Varint(Value.Span, out _),
        ProtoWire.Fixed32 => BinaryPrimitives.ReadInt32LittleEndian(Value.Span),
        ProtoWire.Fixed64 => BinaryPrimitives.ReadInt64LittleEndian(Value.Span),
        _ => throw new ProtoException($"Field {Number} is no number."),
    };

    public float Single => Wire == ProtoWire.Fixed32 ? BinaryPrimitives.ReadSingleLittleEndian(Value.Span) : throw new ProtoException($"Field {Number} is no float.");

    public string Text => System.Text.Encoding.UTF8.GetString(Value.Span);
}

/// <summary>Wire types of protobuf; groups are not among them, because ONNX has none.</summary>
internal enum ProtoWire
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>The bytes are no protobuf message, or not the one that was expected.</summary>
internal sealed class ProtoException(string message) : Exception(message);
