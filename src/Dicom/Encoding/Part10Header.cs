using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>What stands before the data set of a Part 10 file. PS3.10 §7.1.</summary>
/// <param name="Meta">Group 0002; empty when the file has none.</param>
/// <param name="DataSetOffset">Where the data set begins, in bytes from the start of the file.</param>
public sealed record Part10Header(DataSet Meta, TransferSyntax TransferSyntax, long DataSetOffset)
{
    internal const int PreambleLength = 128;
    private const int Likely = 4 * 1024, Longest = 1024 * 1024;
    private static readonly DataSetReadOptions s_groupTwo = new() { EndBefore = tag => tag.Group != 2 };

    /// <summary>What the file leaves out or contradicts, and what was concluded from its bytes.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public string? MediaStorageSopClassUid => Meta.GetString(Tags.MediaStorageSopClassUid);

    public string? MediaStorageSopInstanceUid => Meta.GetString(Tags.MediaStorageSopInstanceUid);

    /// <exception cref="DicomDataException">Not a DICOM file.</exception>
    public static Part10Header Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return Read(stream);
    }

    /// <summary>Reads from the start of the file; the position afterwards is somewhere behind the header (see <see cref="DataSetOffset"/>).</summary>
    /// <exception cref="DicomDataException">Not a DICOM file.</exception>
    public static Part10Header Read(Stream stream)
    {
        byte[] bytes = [];
        for (int length = Likely; ; length *= 16)
        {
            int had = bytes.Length;
            Array.Resize(ref bytes, length);
            int read = had + stream.ReadAtLeast(bytes.AsSpan(had), length - had, throwOnEndOfStream: false);
            if (TryRead(bytes.AsMemory(0, read), isWhole: read < length || length >= Longest) is Part10Header header)
            {
                return header;
            }
        }
    }

    /// <returns>Null: the meta information is longer than <paramref name="bytes"/>, which are not the whole file.</returns>
    internal static Part10Header? TryRead(ReadOnlyMemory<byte> bytes, bool isWhole)
    {
        List<string> remarks = [];
        int start = StartOf(bytes.Span, remarks);
        if (!StartsWithGroupTwo(bytes.Span[start..]))
        {
            start += StrayBytes(bytes.Span[start..], remarks);
            TransferSyntax found = TransferSyntaxGuess.Of(bytes.Span[start..], announcedUid: null, remarks);
            return new(new DataSet(), found, start) { Remarks = remarks };
        }

        DataSetParser parser = new(bytes[start..], explicitVr: true, bigEndian: false, s_groupTwo with { Origin = start }, isWhole);
        DataSet meta = parser.Parse();
        int end = start + parser.Position;
        if (!isWhole && (parser.IsCut || bytes.Length - end < 2 * ElementHeader.LookAhead))
        {
            return null;
        }

        return parser.Fault is null
            ? new(meta, TransferSyntaxGuess.Of(bytes.Span[end..], meta.GetString(Tags.TransferSyntaxUid), remarks), end) { Remarks = remarks }
            : throw parser.Fault;
    }

    /// <summary>Behind the prefix DICM, which stands after 128 bytes, or at the very beginning where a writer forgot them; 0 where there is none.</summary>
    private static int StartOf(ReadOnlySpan<byte> bytes, List<string> remarks)
    {
        if (bytes.Length >= PreambleLength + 4 && bytes.Slice(PreambleLength, 4).SequenceEqual("DICM"u8))
        {
            return PreambleLength + 4;
        }

        bool hasPrefix = bytes.StartsWith("DICM"u8);
        remarks.Add(hasPrefix ? "There is no preamble before DICM." : "There is no preamble and no prefix DICM.");
        return hasPrefix ? 4 : 0;
    }

    private static bool StartsWithGroupTwo(ReadOnlySpan<byte> bytes) => bytes is [2, 0, _, _, >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', ..];

    /// <summary>A few bytes before a data set without meta information, as text editors and transfers leave them: 0 where it starts at once, or nowhere near.</summary>
    private static int StrayBytes(ReadOnlySpan<byte> bytes, List<string> remarks)
    {
        const int Most = 4;
        if (TransferSyntaxGuess.StartsDataSet(bytes))
        {
            return 0;
        }

        for (int stray = 1; stray <= Most && stray < bytes.Length; stray++)
        {
            if (TransferSyntaxGuess.StartsDataSet(bytes[stray..]))
            {
                remarks.Add($"{stray} stray byte(s) before the data set are passed over.");
                return stray;
            }
        }

        return 0;
    }
}
