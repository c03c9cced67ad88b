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
        int start = StartOf(bytes.Span);
        DataSetParser parser = new(bytes[start..], explicitVr: true, bigEndian: false, s_groupTwo);
        if (!StartsWithGroupTwo(bytes.Span[start..]))
        {
            return new(new DataSet(), Guess(bytes.Span[start..], null), start);
        }

        bool parsed = parser.TryParse(out DataSet meta);
        int end = start + parser.Position;
        if (!isWhole && (!parsed || bytes.Length - end < 8))
        {
            return null;
        }

        return parsed ? new(meta, Guess(bytes.Span[end..], meta.GetString(Tags.TransferSyntaxUid)), end) : throw parser.Truncated();
    }

    /// <summary>Behind the prefix DICM, which stands after 128 bytes, or at the very beginning where a writer forgot them; 0 where there is none.</summary>
    private static int StartOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= PreambleLength + 4 && bytes.Slice(PreambleLength, 4).SequenceEqual("DICM"u8) ? PreambleLength + 4
        : bytes.StartsWith("DICM"u8) ? 4
        : 0;

    private static bool StartsWithGroupTwo(ReadOnlySpan<byte> bytes) => bytes is [2, 0, _, _, >= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z', ..];

    /// <summary>The announced transfer syntax, unless the first element of the data set contradicts what it says of the VR, or nothing is announced.</summary>
    private static TransferSyntax Guess(ReadOnlySpan<byte> dataSet, string? announcedUid)
    {
        TransferSyntax? announced = announcedUid is null ? null : TransferSyntax.Find(announcedUid) ?? TransferSyntax.Unlisted(announcedUid);
        if (announced is { IsDeflated: true } or { IsBigEndian: true } || (announced is not null && dataSet.Length < 8))
        {
            return announced;
        }

        if (dataSet.Length < 8)
        {
            throw new DicomDataException("Not a DICOM file: no prefix DICM, and too short for a data set.", offset: 0);
        }

        bool hasVr = ((Vr)((dataSet[4] << 8) | dataSet[5])).IsKnown();
        if (announced is not null)
        {
            return announced.IsExplicitVr == hasVr ? announced
                : hasVr ? TransferSyntax.ExplicitVrLittleEndian
                : CanBeImplicit(dataSet) ? TransferSyntax.ImplicitVrLittleEndian
                : announced;
        }

        ushort group = ByteOrder.UInt16(dataSet, bigEndian: false);
        return (group, hasVr) switch
        {
            ( > 0 and <= 0x00FF, true) => TransferSyntax.ExplicitVrLittleEndian,
            ( > 0 and <= 0x00FF, false) when CanBeImplicit(dataSet) => TransferSyntax.ImplicitVrLittleEndian,
            ( > 0x00FF, true) when (group & 0xFF) == 0 => TransferSyntax.ExplicitVrBigEndian,
            _ => throw new DicomDataException("Not a DICOM file: no prefix DICM, and the first bytes are no data element.", offset: 0),
        };
    }

    private static bool CanBeImplicit(ReadOnlySpan<byte> dataSet) =>
        ByteOrder.UInt32(dataSet[4..], bigEndian: false) is uint length && (length == ElementHeader.Undefined || length <= dataSet.Length - 8);
}
