using System.Globalization;

namespace DicomNode.Dicom.Data;

/// <summary>The tag of a data element: group and element number. PS3.5 §7.1. Ordered as data sets are.</summary>
public readonly record struct Tag(uint Value) : IComparable<Tag>
{
    public Tag(ushort group, ushort element) : this(((uint)group << 16) | element) { }

    public ushort Group => (ushort)(Value >> 16);

    public ushort Element => (ushort)Value;

    /// <summary>An odd group: meaning known only with its private creator. PS3.5 §7.8.</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>(gggg,0010-00FF) with an odd group: names who owns the block. PS3.5 §7.8.1.</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>(gggg,0000).</summary>
    public bool IsGroupLength => Element == 0;

    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;

    /// <summary>(gggg,eeee) in capital hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
