using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// The transfer syntax of a data set: the announced one, unless the first elements contradict what it says of VR, byte order or deflation.
/// Where nothing is announced, what the first elements show.
/// </summary>
internal static class TransferSyntaxGuess
{
    private const ushort LikelyFirstGroup = 0x00FF; // 0008 as a rule, 0010 or 0020 in small objects

    /// <param name="dataSet">From its first byte; some dozens of bytes are enough.</param>
    /// <param name="announcedUid">(0002,0010), or null.</param>
    /// <exception cref="DicomDataException">Nothing is announced, and the bytes are no data set.</exception>
    public static TransferSyntax Of(ReadOnlySpan<byte> dataSet, string? announcedUid, List<string> remarks)
    {
        TransferSyntax? seen = Seen(dataSet);
        if (announcedUid is null)
        {
            TransferSyntax found = seen ?? throw new DicomDataException(
                "Not a DICOM file: no transfer syntax is announced, and the first bytes are no data element.", offset: 0);
            remarks.Add($"No transfer syntax is announced: {found.Name} was concluded from the first element.");
            return found;
        }

        TransferSyntax announced = TransferSyntax.Find(announcedUid) ?? TransferSyntax.Unlisted(announcedUid);
        bool agrees = seen is null
            || (announced.IsDeflated && !seen.IsExplicitVr) // four bytes of a compressed stream may look like a length
            || (!announced.IsDeflated && seen.IsExplicitVr == announced.IsExplicitVr && seen.IsBigEndian == announced.IsBigEndian);
        if (agrees)
        {
            return announced;
        }

        remarks.Add($"The file announces {announced.Name}, but its first element is {seen!.Name}.");
        return seen;
    }

    /// <summary>Whether two elements follow one another from the first byte on.</summary>
    public static bool StartsDataSet(ReadOnlySpan<byte> bytes)
    {
        if (Seen(bytes) is not TransferSyntax syntax
            || !ElementHeader.TryRead(bytes, syntax.IsExplicitVr, syntax.IsBigEndian, isEnd: true, out ElementHeader first)
            || first.Tag.Element == 0 && first.Length != 4)
        {
            return false;
        }

        long next = (long)first.Size + first.Length;
        return next == bytes.Length || (!first.IsUndefined && next < bytes.Length
            && ElementHeader.TryRead(bytes[(int)next..], syntax.IsExplicitVr, syntax.IsBigEndian, isEnd: true, out ElementHeader second)
            && second.Tag > first.Tag && second.Tag.Group - first.Tag.Group <= 0x10 && second.Vr.IsKnown() == syntax.IsExplicitVr);
    }

    /// <summary>What the first element shows; null when it is none that a data set starts with.</summary>
    private static TransferSyntax? Seen(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ElementHeader.ShortSize)
        {
            return null;
        }

        bool hasVr = ((Vr)((bytes[4] << 8) | bytes[5])).IsKnown();
        (ushort little, ushort big) = (ByteOrder.UInt16(bytes, bigEndian: false), ByteOrder.UInt16(bytes, bigEndian: true));
        return (little, big) switch
        {
            ( > 0 and <= LikelyFirstGroup, _) when hasVr => TransferSyntax.ExplicitVrLittleEndian,
            ( > 0 and <= LikelyFirstGroup, _) when CanBeImplicit(bytes) => TransferSyntax.ImplicitVrLittleEndian,
            (_, > 0 and <= LikelyFirstGroup) when hasVr => TransferSyntax.ExplicitVrBigEndian,
            _ => null,
        };
    }

    private static bool CanBeImplicit(ReadOnlySpan<byte> bytes) =>
        ByteOrder.UInt32(bytes[4..], bigEndian: false) is uint length && (length == ElementHeader.Undefined || length <= bytes.Length - ElementHeader.ShortSize);
}
