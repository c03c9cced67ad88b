using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Data;

/// <summary>
/// Data elements in ascending order of their tags, each at most once. PS3.5 §7.
/// What was read is kept as bytes and interpreted on demand, so that writing gives back what was read.
/// Getters answer null, or an empty list, for what is absent or empty; they throw <see cref="DicomDataException"/> for what cannot be interpreted.
/// </summary>
/// <remarks>
/// A stream may break the order or bring a tag twice. Here the elements are sorted and the first of a tag counts, as in DCMTK (and so in archives
/// built on it); the stream's own order is remembered until an element is set or removed, and written back.
/// </remarks>
public sealed partial class DataSet : IReadOnlyCollection<DataElement>
{
    private DataElement[] _elements = [];
    private int _count;
    private List<DataElement>? _streamOrder;
    private SpecificCharacterSet? _characterSet;

    public int Count => _count;

    /// <summary>For an item of a sequence: its character set where (0008,0005) is not in the item itself. PS3.5 §6.1.2.3.</summary>
    public SpecificCharacterSet? InheritedCharacterSet { get; set; }

    /// <summary>Items only: written with a length (false) or with an item delimitation item (true).</summary>
    public bool UndefinedLength { get; set; }

    /// <summary>What stood behind the last element of a stream and belongs to none, such as the zeros that fill a block. Written back.</summary>
    public ReadOnlyMemory<byte> TrailingBytes { get; set; }

    /// <summary>Its own (0008,0005), or that of the data set around it.</summary>
    public SpecificCharacterSet CharacterSet =>
        (_characterSet ??= this[Tags.SpecificCharacterSet] is ValueElement own ? SpecificCharacterSet.Parse(own.Bytes.Span) : null)
        ?? InheritedCharacterSet ?? SpecificCharacterSet.Default;

    /// <summary>False: it was read from a stream that breaks the ascending order of tags, or has a tag twice.</summary>
    public bool IsInOrder => _streamOrder is null;

    /// <summary>How the delimiter of an item of undefined length came, where that was not as it should be.</summary>
    internal Delimiter Delimiter { get; set; }

    internal bool HasDelimiter => UndefinedLength && !Delimiter.Misplaced;

    /// <summary>The elements as they are written: ascending, or as they came.</summary>
    internal IReadOnlyList<DataElement> StreamOrder => _streamOrder ?? (IReadOnlyList<DataElement>)new ArraySegment<DataElement>(_elements, 0, _count);

    public DataElement? this[Tag tag] => IndexOf(tag) is >= 0 and int index ? _elements[index] : null;

    public bool Contains(Tag tag) => IndexOf(tag) >= 0;

    public bool TryGet(Tag tag, [NotNullWhen(true)] out DataElement? element) => (element = this[tag]) is not null;

    /// <summary>Adds the element, or replaces the one that has its tag.</summary>
    public DataSet Set(DataElement element)
    {
        Changed(element.Tag);
        int index = IndexOf(element.Tag);
        if (index >= 0)
        {
            _elements[index] = element;
        }
        else
        {
            Insert(~index, element);
        }

        return this;
    }

    public bool Remove(Tag tag)
    {
        int index = IndexOf(tag);
        if (index < 0)
        {
            return false;
        }

        Changed(tag);
        _count--;
        Array.Copy(_elements, index + 1, _elements, index, _count - index);
        _elements[_count] = null!;
        return true;
    }

    /// <summary>Copies the elements of <paramref name="source"/> that are there, bytes unchanged.</summary>
    public DataSet CopyFrom(DataSet source, params ReadOnlySpan<Tag> tags)
    {
        foreach (Tag tag in tags)
        {
            if (source.TryGet(tag, out DataElement? element))
            {
                Set(element);
            }
        }

        return this;
    }

    /// <summary>A new data set with the same (immutable) elements.</summary>
    public DataSet Clone() => new()
    {
        InheritedCharacterSet = InheritedCharacterSet,
        UndefinedLength = UndefinedLength,
        TrailingBytes = TrailingBytes,
        Delimiter = Delimiter,
        _elements = _elements.AsSpan(0, _count).ToArray(),
        _count = _count,
        _streamOrder = _streamOrder,
    };

    public IEnumerator<DataElement> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return _elements[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds the next element of a stream. Once the order is broken, elements are only found after <see cref="Sort"/>.</summary>
    internal void Append(DataElement element)
    {
        if (_streamOrder is null && (_count == 0 || _elements[_count - 1].Tag < element.Tag))
        {
            Insert(_count, element);
            return;
        }

        _streamOrder ??= [.. _elements.AsSpan(0, _count)];
        _streamOrder.Add(element);
    }

    /// <summary>Ends a series of <see cref="Append"/>: one sort, so that a stream in reverse order costs no more than another.</summary>
    /// <param name="forget">Nothing is to be written back in the order it came in.</param>
    internal void Sort(bool forget = false)
    {
        if (_streamOrder is not null)
        {
            _elements = [.. _streamOrder.OrderBy(e => e.Tag).DistinctBy(e => e.Tag)]; // both are stable: the first of a tag stays
            _count = _elements.Length;
            _characterSet = null;
            _streamOrder = forget ? null : _streamOrder;
        }
    }

    private void Insert(int index, DataElement element)
    {
        if (_count == _elements.Length)
        {
            Array.Resize(ref _elements, Math.Max(4, _count * 2));
        }

        Array.Copy(_elements, index, _elements, index + 1, _count - index);
        _elements[index] = element;
        _count++;
    }

    /// <returns>Where the tag is, or the complement of where it belongs.</returns>
    private int IndexOf(Tag tag)
    {
        if (_count == 0 || _elements[_count - 1].Tag < tag)
        {
            return ~_count;
        }

        (int low, int high) = (0, _count - 1);
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            uint value = _elements[middle].Tag.Value;
            if (value == tag.Value)
            {
                return middle;
            }

            (low, high) = value < tag.Value ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private void Changed(Tag tag)
    {
        _streamOrder = null;
        if (tag == Tags.SpecificCharacterSet)
        {
            _characterSet = null;
        }
    }
}
