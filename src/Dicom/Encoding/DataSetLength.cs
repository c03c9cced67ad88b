using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>How many bytes a data set takes when it is written (before deflation). Each sequence is measured once, since its length stands before its items.</summary>
internal sealed class DataSetLength(bool explicitVr, bool bigEndian = false)
{
    private const int DelimiterLength = 8;
    private readonly Dictionary<object, long> _known = new(ReferenceEqualityComparer.Instance);

    private int _depth;

    /// <exception cref="DicomDataException">Sequences stand deeper inside one another than can be read.</exception>
    public long Of(DataSet dataSet)
    {
        if (_depth > DataSetParser.MaxDepth)
        {
            throw new DicomDataException($"More than {DataSetParser.MaxDepth} sequences stand inside one another.");
        }

        _depth++;
        long length = 0;
        foreach (DataElement element in dataSet.StreamOrder)
        {
            long value = OfValue(element);
            length += HeaderLength(element, value) + value + (element is SequenceElement { HasDelimiter: true } ? DelimiterLength : 0);
        }

        _depth--;
        return length;
    }

    /// <summary>The elements of an item, without its header and delimiter.</summary>
    public long OfItemContent(DataSet item, bool isExplicitVr)
    {
        if (isExplicitVr != explicitVr)
        {
            return new DataSetLength(isExplicitVr, bigEndian) { _depth = _depth }.Of(item);
        }

        if (!_known.TryGetValue(item, out long length))
        {
            _known[item] = length = Of(item);
        }

        return length;
    }

    /// <summary>What the length of an element counts when it is a known one.</summary>
    public long OfValue(DataElement element) => element switch
    {
        ValueElement value => value.Bytes.Length,
        SequenceElement sequence => OfItems(sequence),
        StreamedElement streamed => streamed.Length + (streamed.IsEncapsulated ? DelimiterLength : 0),
        FragmentsElement fragments => ((fragments.HasNoItems ? 1 : 2) * DelimiterLength) + fragments.BasicOffsetTable.Length + fragments.Fragments.Sum(f => (long)f.Length + DelimiterLength),
        _ => throw new ArgumentException($"{element.GetType()} is no kind of element that can be written.", nameof(element)),
    };

    private long OfItems(SequenceElement sequence)
    {
        if (_known.TryGetValue(sequence, out long length))
        {
            return length;
        }

        foreach (DataSet item in sequence.Items)
        {
            length += DelimiterLength + OfItemContent(item, explicitVr && !sequence.IsEncodedAsUnknown) + (item.HasDelimiter ? DelimiterLength : 0);
        }

        return _known[sequence] = length;
    }

    private int HeaderLength(DataElement element, long length) =>
        element.Irregular is { } header && header.Fits(explicitVr, bigEndian, length) ? header.Bytes.Length
        : explicitVr && WrittenVr(element, length).HasLongLength() ? ElementHeader.LongSize : ElementHeader.ShortSize;

    /// <summary>UN where the VR is not known, or has 16 bits for a length that needs more. PS3.5 §6.2.2 note 5.</summary>
    public static Vr WrittenVr(DataElement element, long length) => element switch
    {
        SequenceElement { IsEncodedAsUnknown: true } => Vr.UN,
        ValueElement { Vr: Vr.None } => Vr.UN,
        ValueElement value when !value.Vr.HasLongLength() && length > ushort.MaxValue => Vr.UN,
        _ => element.Vr,
    };
}
