using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Data;

/// <summary>One data element: tag, value representation and a value that is bytes, items, or fragments. PS3.5 §7.1. Immutable.</summary>
public abstract class DataElement(Tag tag, Vr vr)
{
    public Tag Tag { get; } = tag;

    /// <summary>How the value is understood: as the stream says, or as the dictionary does where the stream says nothing, UN, or no known code.</summary>
    public Vr Vr { get; } = vr;

    /// <summary>
    /// The two characters that stood for the VR in an explicit VR stream where they are not those of <see cref="Vr"/>: UN, or a code that no standard has.
    /// Null otherwise, and where the stream had none.
    /// </summary>
    public string? StreamVr => Irregular?.VrCode;

    /// <summary>The header as it came, where it is not the one that would be written of itself.</summary>
    internal IrregularHeader? Irregular { get; init; }

    public override string ToString() => $"{Tag} {Vr}";
}

/// <summary>An element whose value is a string of bytes, little endian, exactly as it stands in a little endian stream (padding included).</summary>
public sealed class ValueElement(Tag tag, Vr vr, ReadOnlyMemory<byte> bytes) : DataElement(tag, vr)
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;
}

/// <summary>A sequence of items. PS3.5 §7.5.</summary>
public sealed class SequenceElement(Tag tag, IReadOnlyList<DataSet> items) : DataElement(tag, Vr.SQ)
{
    public IReadOnlyList<DataSet> Items { get; } = items;

    /// <summary>How the sequence was, and will be, delimited: by a length (false) or by a sequence delimitation item (true).</summary>
    public bool UndefinedLength { get; init; } = true;

    /// <summary>
    /// In explicit VR it came, and will be written, as UN with its items in implicit VR: what a device does that passes on a sequence which it does not know.
    /// PS3.5 §6.2.2 note 4.
    /// </summary>
    public bool IsEncodedAsUnknown { get; init; }

    /// <summary>How its delimiter came.</summary>
    internal Delimiter Delimiter { get; init; }

    internal bool HasDelimiter => UndefinedLength != Delimiter.Misplaced;
}

/// <summary>Encapsulated pixel data: the fragments as they came, the basic offset table first (it may be empty). PS3.5 §A.4.</summary>
public sealed class FragmentsElement(Tag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments) : DataElement(tag, vr)
{
    /// <summary>Without the basic offset table.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments { get; } = fragments;

    /// <summary>The first item of the sequence of fragments; empty when the sender wrote none.</summary>
    public ReadOnlyMemory<byte> BasicOffsetTable { get; init; }

    /// <summary>Not even the item for the basic offset table was there, nor is it written.</summary>
    internal bool HasNoItems { get; init; }

    internal Delimiter Delimiter { get; init; }
}

/// <summary>
/// An element whose value is made when it is written, so that it never stands in memory as a whole: the pixel data of a large object. It is the same
/// value as often as it is asked for. Getters of a data set do not see it.
/// </summary>
/// <param name="length">Of the value in bytes, an even number.</param>
/// <param name="write">Writes exactly so many bytes, little endian.</param>
public sealed class StreamedElement(Tag tag, Vr vr, long length, Action<Stream> write) : DataElement(tag, vr)
{
    public long Length { get; } = length % 2 == 0 ? length : throw new ArgumentOutOfRangeException(nameof(length), length, "A value has an even number of bytes.");

    /// <summary>The value is a sequence of fragments: what is written are its items, the basic offset table first, without the delimiter. PS3.5 §A.4.</summary>
    public bool IsEncapsulated { get; init; }

    /// <exception cref="InvalidOperationException">Another number of bytes than announced came.</exception>
    internal void WriteTo(Stream stream)
    {
        CountingStream counted = new(stream);
        write(counted);
        if (counted.Written != Length)
        {
            throw new InvalidOperationException($"{Tag}: {counted.Written} bytes were written, {Length} announced.");
        }
    }
}
