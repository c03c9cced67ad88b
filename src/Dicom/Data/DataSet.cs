using System.Collections;
using System.Diagnostics.CodeAnalysis;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Data;

/// <summary>
/// Data elements in ascending order of their tags, each at most once. PS3.5 §7.
/// What was read is kept as bytes and interpreted on demand, so that writing gives back what was read.
/// Getters answer null, or an empty list, for what is absent or empty; they throw <see cref="DicomDataException"/> for what cannot be interpreted.
/// </summary>
public sealed partial class DataSet : IReadOnlyCollection<DataElement>
{
    private readonly SortedList<Tag, DataElement> _elements = [];
    private SpecificCharacterSet? _characterSet;

    public int Count => _elements.Count;

    /// <summary>For an item of a sequence: its character set where (0008,0005) is not in the item itself. PS3.5 §6.1.2.3.</summary>
    public SpecificCharacterSet? InheritedCharacterSet { get; set; }

    /// <summary>Items only: written with a length (false) or with an item delimitation item (true).</summary>
    public bool UndefinedLength { get; set; }

    /// <summary>Its own (0008,0005), or that of the data set around it.</summary>
    public SpecificCharacterSet CharacterSet =>
        (_characterSet ??= this[Tags.SpecificCharacterSet] is ValueElement own ? SpecificCharacterSet.Parse(own.Bytes.Span) : null)
        ?? InheritedCharacterSet ?? SpecificCharacterSet.Default;

    public DataElement? this[Tag tag] => _elements.GetValueOrDefault(tag);

    public bool Contains(Tag tag) => _elements.ContainsKey(tag);

    public bool TryGet(Tag tag, [NotNullWhen(true)] out DataElement? element) => _elements.TryGetValue(tag, out element);

    /// <summary>Adds the element, or replaces the one that has its tag.</summary>
    public DataSet Set(DataElement element)
    {
        _elements[element.Tag] = element;
        Changed(element.Tag);
        return this;
    }

    public bool Remove(Tag tag)
    {
        Changed(tag);
        return _elements.Remove(tag);
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
    public DataSet Clone()
    {
        DataSet copy = new() { InheritedCharacterSet = InheritedCharacterSet, UndefinedLength = UndefinedLength };
        foreach (DataElement element in this)
        {
            copy.Set(element);
        }

        return copy;
    }

    public IEnumerator<DataElement> GetEnumerator() => _elements.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Changed(Tag tag)
    {
        if (tag == Tags.SpecificCharacterSet)
        {
            _characterSet = null;
        }
    }
}
