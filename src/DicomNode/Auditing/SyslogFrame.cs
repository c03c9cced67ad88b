using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DicomNode.Auditing;

/// <summary>An audit message as a syslog message (RFC 5424; PS3.15 §A.6) with its length before it (RFC 5425 §4.3.1, RFC 6587 §3.4.1). Spool files and connections hold the same.</summary>
internal static class SyslogFrame
{
    /// <summary>Security messages (10) of notable severity (5), and of warnings (4). PS3.15 §A.6.</summary>
    private const int Notice = (10 * 8) + 5, Warning = (10 * 8) + 4;

    public static byte[] Of(ReadOnlySpan<byte> xml, DateTimeOffset at, bool isWarning)
    {
        string header = string.Create(
            CultureInfo.InvariantCulture,
            $"<{(isWarning ? Warning : Notice)}>1 {at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Name(Environment.MachineName)} dicomnode {Environment.ProcessId} DICOM+RFC3881 - ");
        byte[] head = Encoding.ASCII.GetBytes(header);
        byte[] length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Length + 3 + xml.Length} "));
        return [.. length, .. head, .. Encoding.UTF8.Preamble, .. xml]; // MSG-UTF8 begins with a byte order mark, RFC 5424 §6
    }

    /// <summary>Cuts one frame off the front.</summary>
    /// <returns>Its length; 0: it is not whole, or what stands there is none.</returns>
    public static int TryCut(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8Parser.TryParse(bytes, out int length, out int digits) || digits > 9 || digits >= bytes.Length || bytes[digits] != ' ' || length <= 0)
        {
            return 0;
        }

        int whole = digits + 1 + length;
        return whole <= bytes.Length && bytes[..whole].EndsWith("</AuditMessage>"u8) ? whole : 0;
    }

    /// <summary>The message without its length.</summary>
    public static ReadOnlyMemory<byte> MessageOf(ReadOnlyMemory<byte> frame) => frame[(frame.Span.IndexOf((byte)' ') + 1)..];

    private static string Name(string machine)
    {
        string printable = new([.. machine.Where(c => c is > ' ' and < '\x7F').Take(255)]);
        return printable.Length == 0 ? "-" : printable;
    }
}
