using System.Globalization;
using System.Text;
using DicomNode.Storage.Files;

namespace DicomNode.Auditing;

/// <summary>Until when everything that came in has its message on the disk: after a kill, what came later is looked up in the index.</summary>
internal sealed class ReceivedMark(string folder)
{
    private const string Clean = "clean";
    private readonly string _file = Path.Combine(folder, "received");

    /// <returns>Null: there is nothing to look up.</returns>
    public DateTime? Read()
    {
        string text = WholeFile.Read(_file) is { } bytes ? Encoding.ASCII.GetString(bytes).Trim() : Clean;
        return text == Clean ? null
            : DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime at) ? at
            : File.GetLastWriteTimeUtc(_file) - TimeSpan.FromDays(1);
    }

    public void Write(DateTime completeUntil) => WholeFile.Replace(_file, Encoding.ASCII.GetBytes(completeUntil.ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>The node stops, and everything has its message.</summary>
    public void WriteClean() => WholeFile.Replace(_file, Encoding.ASCII.GetBytes(Clean));
}
