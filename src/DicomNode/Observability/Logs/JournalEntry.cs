using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DicomNode.Observability.Logs;

/// <summary>
/// One entry in the journal's native protocol: <c>NAME=value</c> a line; a value with a line break has its length instead, eight bytes little endian. Longer entries
/// than a datagram holds would need a sealed memory file; values are cut long before that.
/// </summary>
internal sealed class JournalEntry
{
    public const int LongestValue = 32 * 1024;
    private const int LongestName = 64;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    /// <param name="name">Capitals, digits and underscores, beginning with a capital.</param>
    public void Add(string name, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value.Length <= LongestValue ? value : $"{value[..LongestValue]}…");
        _bytes.Write(Encoding.ASCII.GetBytes(name));
        if (text.AsSpan().Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[9];
            length[0] = (byte)'\n';
            BinaryPrimitives.WriteUInt64LittleEndian(length[1..], (ulong)text.Length);
            _bytes.Write(length);
        }
        else
        {
            _bytes.Write("="u8);
        }

        _bytes.Write(text);
        _bytes.Write("\n"u8);
    }

    /// <summary><c>SeriesInstanceUid</c> is <c>SERIES_INSTANCE_UID</c>. Null: nothing that can be a field.</summary>
    public static string? NameOf(string parameter)
    {
        StringBuilder name = new(parameter.Length + 4);
        for (int i = 0; i < parameter.Length; i++)
        {
            char c = parameter[i];
            if (char.IsAsciiLetterUpper(c) && i > 0 && !char.IsAsciiLetterUpper(parameter[i - 1]))
            {
                name.Append('_');
            }

            name.Append(char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_');
        }

        return name.Length is > 0 and <= LongestName && char.IsAsciiLetterUpper(name[0]) ? name.ToString() : null;
    }
}
