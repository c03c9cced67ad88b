using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Iod.Reading;

namespace DicomNode.Segmentation.Reading;

/// <summary>The structures of a segmentation, by number: which stored value of a frame belongs to which.</summary>
internal sealed class SegmentTable
{
    private static readonly (string Value, string Scheme) s_background = ("125040", "DCM");

    private readonly StoredSegmentation _stored;
    private readonly SourceGrid _grid;
    private readonly List<ReadStructure> _structures = [];
    private readonly Dictionary<int, ReadStructure> _byNumber = [];
    private readonly HashSet<int> _background = [];

    public SegmentTable(StoredSegmentation stored, SourceGrid grid)
    {
        (_stored, _grid) = (stored, grid);
        if (stored.Form == SegmentationForm.LabelMap)
        {
            _background.Add(stored.Background);
            _background.UnionWith(stored.Segments.Where(IsBackground).Select(s => s.Number));
            if (stored.Segments.All(s => s.Number != 0))
            {
                _background.Add(0);
            }
        }

        foreach (StoredSegment segment in stored.Segments.Where(s => !_background.Contains(s.Number)))
        {
            Add(segment.Number, segment.Label);
        }
    }

    public IReadOnlyList<ReadStructure> Structures => _structures;

    /// <summary>Numbers that occur in the pixels and in no SegmentSequence.</summary>
    public List<int> Undescribed { get; } = [];

    /// <summary>Whether some pixel of a frame belongs to a structure.</summary>
    public bool Any(StoredFrame frame, ReadOnlySpan<ushort> values, double threshold)
    {
        foreach (ushort value in values)
        {
            if (NumberOf(frame, value, threshold) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>How many pixels lie beside the slice.</returns>
    public long Add(StoredFrame frame, ReadOnlySpan<ushort> values, double threshold, int slice, PixelMap map)
    {
        long beside = 0;
        (int last, SliceBits? bits) = (-1, null);
        for (int row = 0, i = 0; row < _stored.Rows; row++)
        {
            for (int column = 0; column < _stored.Columns; column++, i++)
            {
                if (NumberOf(frame, values[i], threshold) is not int number)
                {
                    continue;
                }

                (int toColumn, int toRow) = map.Apply(column, row);
                if ((uint)toColumn >= (uint)_grid.Columns || (uint)toRow >= (uint)_grid.Rows)
                {
                    beside++;
                    continue;
                }

                if (bits is null || number != last)
                {
                    (last, bits) = (number, Find(number).On(slice));
                }

                bits.Set(toRow, toColumn);
            }
        }

        return beside;
    }

    private int? NumberOf(StoredFrame frame, ushort value, double threshold) => _stored.Form switch
    {
        SegmentationForm.LabelMap => _background.Contains(value) ? null : value,
        SegmentationForm.Fractional => value > 0 && value >= threshold * _stored.MaximumFractionalValue ? frame.SegmentNumber : null,
        _ => value > 0 ? frame.SegmentNumber : null,
    };

    private ReadStructure Find(int number)
    {
        if (!_byNumber.TryGetValue(number, out ReadStructure? structure))
        {
            structure = Add(number, $"Segment {number}");
            Undescribed.Add(number);
        }

        return structure;
    }

    private ReadStructure Add(int number, string label)
    {
        ReadStructure structure = new(number, label, _grid);
        _structures.Add(structure);
        return _byNumber.TryAdd(number, structure)
            ? structure
            : throw new Dicom.Data.DicomDataException($"{Dicom.Dictionary.Tags.SegmentNumber}: segment {number} is described twice.", Dicom.Dictionary.Tags.SegmentNumber);
    }

    private static bool IsBackground(StoredSegment segment) => segment.Type is { } type && (type.Value, type.Scheme) == s_background;
}
