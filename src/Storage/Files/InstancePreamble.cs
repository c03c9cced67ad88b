using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DicomNode.Storage.Files;

/// <summary>
/// What the node writes into the 128 bytes that PS3.10 §7.1 leaves free at the front of a file. With it a <c>.part</c> says by
/// itself whether it is whole and where it belongs, and a stored file says its digest without being read.
/// <code>
///   0  magic "DCMNODE1"            (8)
///   8  length of the meta group    (4, little endian)
///  12  length of the data set      (8)
///  20  SHA-256 of the data set    (32)
///  52  name of the series         (16)   SHA-256 of the UID, cut; zero in a result
///  68  name of the instance       (16)
///  84  SHA-256 over bytes 0…83 and the meta group (32)
/// 116  zero                       (12)
/// </code>
/// </summary>
internal sealed record InstancePreamble(int MetaLength, long DataSetLength, byte[] DataSetDigest, byte[] SeriesName, byte[] InstanceName)
{
    public const int Length = 128;

    /// <summary>"DICM" between preamble and meta group.</summary>
    public const int PrefixLength = 4;

    /// <summary>No meta group that the node writes comes near; a file that claims more is not ours.</summary>
    public const int MaxMetaLength = 64 * 1024;

    private const int ChecksumOffset = 84;

    /// <summary>In place of a series' name: the file is a result and belongs to no folder of received instances.</summary>
    public static byte[] NoSeries => new byte[UidHash.Length];

    private static ReadOnlySpan<byte> Magic => "DCMNODE1"u8;

    public long FileLength => Length + PrefixLength + MetaLength + DataSetLength;

    public bool IsResult => SeriesName.AsSpan().SequenceEqual(NoSeries);

    public string Sha256 => Convert.ToHexStringLower(DataSetDigest);

    public void Write(Span<byte> destination, ReadOnlySpan<byte> meta)
    {
        destination[..Length].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], MetaLength);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], DataSetLength);
        DataSetDigest.CopyTo(destination[20..]);
        SeriesName.CopyTo(destination[52..]);
        InstanceName.CopyTo(destination[68..]);
        Checksum(destination, meta).CopyTo(destination[ChecksumOffset..]);
    }

    /// <summary>Reads a preamble that verifies against the meta group behind it; null for anything else, also a file of another maker.</summary>
    /// <param name="front">The file from its first byte on, at least to the end of the meta group if it is ours.</param>
    public static InstancePreamble? TryRead(ReadOnlySpan<byte> front)
    {
        if (front.Length < Length + PrefixLength || !front.StartsWith(Magic) || !front[Length..].StartsWith("DICM"u8))
        {
            return null;
        }

        int metaLength = BinaryPrimitives.ReadInt32LittleEndian(front[8..]);
        long dataSetLength = BinaryPrimitives.ReadInt64LittleEndian(front[12..]);
        if (metaLength is < 0 or > MaxMetaLength || dataSetLength < 0 || front.Length < Length + PrefixLength + metaLength)
        {
            return null;
        }

        ReadOnlySpan<byte> meta = front.Slice(Length + PrefixLength, metaLength);
        return Checksum(front, meta).AsSpan().SequenceEqual(front.Slice(ChecksumOffset, SHA256.HashSizeInBytes))
            ? new InstancePreamble(metaLength, dataSetLength, front[20..52].ToArray(), front[52..68].ToArray(), front[68..84].ToArray())
            : null;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> preamble, ReadOnlySpan<byte> meta)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(preamble[..ChecksumOffset]);
        hash.AppendData(meta);
        return hash.GetHashAndReset();
    }
}
