using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>How many bytes a data set takes when it is written (before deflation). Each sequence is measured once, since its length stands before its items.</summary>
internal sealed class DataSetLength(bool explicitVr)
{
    private const int DelimiterLength = 8;
    private readonly Dictionary<object, long> _known = new(ReferenceEqualityComparer.Instance);

    public long Of(DataSet dataSet)
    {
        long length = 0;
        foreach (DataElement element in dataSet)
        {
            length += HeaderLength(element) + OfValue(element);
        }

        return length;
    }

    /// <summary>Header and content of an item, with its delimiter.</summary>
    public long OfItemContent(DataSet item, bool isExplicitVr)
    {
        if (isExplicitVr != explicitVr)
        {
            return new DataSetLength(isExplicitVr).Of(item);
        }

        if (!_known.TryGetValue(item, out long length))
        {
            _known[item] = length = Of(item);
        }

        return length;
    }

    public long OfValue(DataElement element) => element switch
    {
        ValueElement value => value.Bytes.Length,
        SequenceElement sequence => OfItems(sequence),
        FragmentsElement fragments => (2 * DelimiterLength) + fragments.BasicOffsetTable.Length + fragments.Fragments.Sum(f => (long)f.Length + DelimiterLength),
        _ => throw new ArgumentException($"{element.GetType()} is no kind of element that can be written.", nameof(element)),
    };

    private long OfItems(SequenceElement sequence)
    {
        if (_known.TryGetValue(sequence, out long length))
        {
            return length;
        }

        length = sequence.UndefinedLength ? DelimiterLength : 0;
        foreach (DataSet item in sequence.Items)
        {
            length += DelimiterLength + OfItemContent(item, explicitVr && !sequence.IsEncodedAsUnknown) + (item.UndefinedLength ? DelimiterLength : 0);
        }

        return _known[sequence] = length;
    }

    private int HeaderLength(DataElement element) => explicitVr && WrittenVr(element).HasLongLength() ? 12 : 8;

    /// <summary>UN where the VR is not known, or has 16 bits for a length that needs more. PS3.5 §6.2.2 note 5.</summary>
    public static Vr WrittenVr(DataElement element) => element switch
    {
        SequenceElement { IsEncodedAsUnknown: true } => Vr.UN,
        ValueElement { Vr: Vr.None } => Vr.UN,
        ValueElement value when !value.Vr.HasLongLength() && value.Bytes.Length > ushort.MaxValue => Vr.UN,
        _ => element.Vr,
    };
}
