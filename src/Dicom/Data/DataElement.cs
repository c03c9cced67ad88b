namespace DicomNode.Dicom.Data;

/// <summary>One data element: tag, value representation and a value that is bytes, items, or fragments. PS3.5 §7.1. Immutable.</summary>
public abstract class DataElement(Tag tag, Vr vr)
{
    public Tag Tag { get; } = tag;

    public Vr Vr { get; } = vr;

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
    /// In explicit VR it came, and will be written, as UN of undefined length with its items in implicit VR: what a device does
    /// that passes on a private sequence which it does not know. PS3.5 §6.2.2 note 4.
    /// </summary>
    public bool IsEncodedAsUnknown { get; init; }
}

/// <summary>Encapsulated pixel data: the fragments as they came, the basic offset table first (it may be empty). PS3.5 §A.4.</summary>
public sealed class FragmentsElement(Tag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments) : DataElement(tag, vr)
{
    /// <summary>Without the basic offset table.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fragments { get; } = fragments;

    /// <summary>The first item of the sequence of fragments; empty when the sender wrote none.</summary>
    public ReadOnlyMemory<byte> BasicOffsetTable { get; init; }
}
