using System.Buffers.Binary;
using System.Text;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>One message in protobuf's wire format, as far as a collector's requests need it.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Bytes, ulong Value)> _fields = [];

    public ProtoFields(ReadOnlyMemory<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message.Span, ref at);
            ReadOnlyMemory<byte> bytes = default;
            ulong value = 0;
            switch (tag & 7)
            {
                case 0:
                    value = Varint(message.Span, ref at);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]);
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message.Span, ref at);
                    bytes = message.Slice(at, length);
                    at += length;
                    break;
                case 5:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]);
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7}.");
            }

            _fields.Add(((int)(tag >> 3), bytes, value));
        }
    }

    public IEnumerable<ProtoFields> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new ProtoFields(f.Bytes));

    public string Hex(int number) => Convert.ToHexStringLower(Find(number).Bytes.Span);

    public string Text(int number) => Encoding.UTF8.GetString(Find(number).Bytes.Span);

    public ulong Value(int number) => Find(number).Value;

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    private (int Number, ReadOnlyMemory<byte> Bytes, ulong Value) Find(int number) => _fields.Find(f => f.Number == number);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
