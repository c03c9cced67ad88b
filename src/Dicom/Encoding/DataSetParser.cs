using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Takes the bytes of a data set apart. Nesting is kept in a list of levels, so a hostile stream cannot exhaust the stack, and values are
/// slices of the stream, so no declared length takes memory (big endian values are copied to be swapped).
/// </summary>
internal sealed class DataSetParser(ReadOnlyMemory<byte> stream, bool explicitVr, bool bigEndian, DataSetReadOptions options)
{
    /// <summary>Sequences inside one another; real objects have fewer than ten.</summary>
    public const int MaxDepth = 256;

    private readonly List<Level> _levels = [];
    private int _at;

    /// <summary>Bytes read: up to the end of the data set, or to the element that reading ended before.</summary>
    public int Position => _at;

    /// <returns>False: the stream ends inside the data set, which holds the outermost elements that are whole.</returns>
    public bool TryParse(out DataSet root)
    {
        root = new();
        _levels.Add(new Level { ExplicitVr = explicitVr, Item = root, ItemEnd = stream.Length });
        while (true)
        {
            Level level = _levels[^1];
            Step step = level.Item is null ? ReadItem(level) : _at < level.ItemEnd ? ReadElement(level, level.Item) : CloseItem(level);
            if (step != Step.Continue)
            {
                return step == Step.Done;
            }
        }
    }

    public DicomDataException Truncated() => Failure("the stream ends inside the data set.");

    private Step ReadElement(Level level, DataSet item)
    {
        ReadOnlySpan<byte> bytes = stream.Span[_at..level.ItemEnd];
        level.Tag = bytes.Length >= 4 ? ByteOrder.ReadTag(bytes, bigEndian) : default; // for the message, should the rest be missing
        if (!ElementHeader.TryRead(bytes, level.ExplicitVr, bigEndian, bytes.Length, out ElementHeader header))
        {
            return Ended(level.ItemEnd);
        }

        switch (header.Tag.Value)
        {
            case ElementHeader.ItemDelimiterTag when level.ItemUndefined:
                _at += header.Size;
                return FinishItem(level);
            case ElementHeader.SequenceDelimiterTag when level.ItemUndefined:
                return FinishItem(level); // the item delimiter was forgotten; the sequence takes its own
            case ElementHeader.ItemTag or ElementHeader.ItemDelimiterTag or ElementHeader.SequenceDelimiterTag:
                throw Failure("a delimiter stands where an element belongs.");
        }

        if (_levels.Count == 1 && options.EndsBefore(header.Tag))
        {
            return Step.Done;
        }

        Vr vr = header.Vr == Vr.None ? ImplicitVr.Of(header.Tag, PixelsAreSigned()) : header.Vr;
        if (header.IsUndefined)
        {
            return ReadUndefined(level, item, header, vr);
        }

        if (header.Length > (uint)(level.ItemEnd - _at - header.Size))
        {
            return Ended(level.ItemEnd);
        }

        _at += header.Size;
        int length = (int)header.Length;
        if (vr == Vr.SQ)
        {
            return Open(level, header.Tag, level.ExplicitVr, _at + length, undefined: false);
        }

        ReadOnlyMemory<byte> value = stream.Slice(_at, length);
        _at += length;
        item.Set(new ValueElement(header.Tag, vr, bigEndian ? ByteOrder.Swap(vr, value) : value));
        if (header.Tag == Tags.PixelRepresentation)
        {
            level.PixelsAreSigned = ImplicitVr.IsSigned(item.GetBytes(header.Tag).Span);
        }

        return Step.Continue;
    }

    private Step ReadUndefined(Level level, DataSet item, ElementHeader header, Vr vr)
    {
        int start = _at;
        _at += header.Size;
        switch (vr)
        {
            case Vr.SQ:
                return Open(level, header.Tag, level.ExplicitVr, level.ItemEnd, undefined: true);
            case Vr.UN when header.Tag != Tags.PixelData: // PS3.5 §6.2.2 note 4: items in implicit VR; in implicit VR also what the dictionary does not know
                return Open(level, header.Tag, explicitVr: false, level.ItemEnd, undefined: true, asUnknown: level.ExplicitVr);
            case Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.UN:
                Step step = ReadFragments(level, item, header.Tag, vr);
                _at = step == Step.Truncated ? start : _at;
                return step;
            default:
                if (header.Vr == Vr.None) // a private creator block reused, or a dictionary that has changed: undefined length means items
                {
                    return Open(level, header.Tag, level.ExplicitVr, level.ItemEnd, undefined: true);
                }

                throw Failure($"{vr} has no undefined length.");
        }
    }

    private Step ReadFragments(Level level, DataSet item, Tag tag, Vr vr)
    {
        List<ReadOnlyMemory<byte>> fragments = [];
        while (level.ItemEnd - _at >= 8)
        {
            ReadOnlySpan<byte> bytes = stream.Span[_at..];
            Tag fragment = ByteOrder.ReadTag(bytes, bigEndian);
            uint length = ByteOrder.UInt32(bytes[4..], bigEndian);
            _at += 8;
            if (fragment.Value == ElementHeader.SequenceDelimiterTag)
            {
                item.Set(new FragmentsElement(tag, vr, fragments.Count > 1 ? fragments[1..] : []) { BasicOffsetTable = fragments is [var table, ..] ? table : default });
                return Step.Continue;
            }

            if (fragment.Value != ElementHeader.ItemTag || length == ElementHeader.Undefined)
            {
                throw Failure("a fragment does not start with an item of known length.");
            }

            if (length > (uint)(level.ItemEnd - _at))
            {
                break;
            }

            fragments.Add(stream.Slice(_at, (int)length));
            _at += (int)length;
        }

        return Ended(level.ItemEnd);
    }

    private Step Open(Level parent, Tag tag, bool explicitVr, int end, bool undefined, bool asUnknown = false)
    {
        if (_levels.Count > MaxDepth)
        {
            throw Failure($"more than {MaxDepth} sequences stand inside one another.");
        }

        _levels.Add(new Level
        {
            Tag = tag,
            ExplicitVr = explicitVr,
            AsUnknown = asUnknown,
            End = end,
            Undefined = undefined,
            CharacterSet = parent.Item!.CharacterSet,
            PixelsAreSigned = parent.PixelsAreSigned,
        });
        return Step.Continue;
    }

    private Step ReadItem(Level level)
    {
        if (_at >= level.End)
        {
            return level.Undefined && level.End == stream.Length ? Step.Truncated : CloseSequence(level);
        }

        if (level.End - _at < 8)
        {
            return Ended(level.End);
        }

        ReadOnlySpan<byte> bytes = stream.Span[_at..];
        Tag tag = ByteOrder.ReadTag(bytes, bigEndian);
        uint length = ByteOrder.UInt32(bytes[4..], bigEndian);
        switch (tag.Value)
        {
            case ElementHeader.SequenceDelimiterTag when level.Undefined:
                _at += 8;
                return CloseSequence(level);
            case ElementHeader.ItemTag:
                break;
            default:
                throw Failure("something else stands where an item belongs.");
        }

        bool undefined = length == ElementHeader.Undefined;
        if (!undefined && length > (uint)(level.End - _at - 8))
        {
            return Ended(level.End);
        }

        _at += 8;
        level.ItemUndefined = undefined;
        level.ItemEnd = undefined ? level.End : _at + (int)length;
        level.Item = new DataSet { InheritedCharacterSet = level.CharacterSet, UndefinedLength = undefined };
        return Step.Continue;
    }

    private Step CloseItem(Level level)
    {
        if (_levels.Count == 1)
        {
            return Step.Done;
        }

        return level.ItemUndefined && level.ItemEnd == stream.Length ? Step.Truncated : FinishItem(level);
    }

    private static Step FinishItem(Level level)
    {
        level.Items.Add(level.Item!);
        level.Item = null;
        return Step.Continue;
    }

    private Step CloseSequence(Level level)
    {
        _levels.RemoveAt(_levels.Count - 1);
        Level parent = _levels[^1];
        parent.Item!.Set(new SequenceElement(parent.Tag, level.Items) { UndefinedLength = level.Undefined, IsEncodedAsUnknown = level.AsUnknown });
        return Step.Continue;
    }

    private bool PixelsAreSigned() => _levels[^1].PixelsAreSigned;

    /// <summary>More bytes are needed than up to <paramref name="end"/>: the stream is cut, or a length inside it contradicts the one around it.</summary>
    private Step Ended(int end) => end == stream.Length ? Step.Truncated : throw Failure("its length goes beyond the item or sequence that encloses it.");

    /// <summary>Names the element that was being read: (0040,0275)[2].(0008,0100).</summary>
    private DicomDataException Failure(string what)
    {
        IEnumerable<string> path = _levels.Zip(_levels.Skip(1), (level, inner) => $"{level.Tag}[{inner.Items.Count + 1}]");
        if (_levels[^1].Item is not null)
        {
            path = path.Append($"{_levels[^1].Tag}");
        }

        return new DicomDataException($"{string.Join('.', path)} at byte {_at}: {what}", _levels[^1].Tag, _at);
    }

    private enum Step { Continue, Done, Truncated }

    /// <summary>A sequence that is open, and its open item; the outermost data set is the item of the first level.</summary>
    private sealed class Level
    {
        /// <summary>The element being read in the open item; of a level without an item, the sequence itself.</summary>
        public Tag Tag { get; set; }

        public bool ExplicitVr { get; init; }

        public bool AsUnknown { get; init; }

        public bool Undefined { get; init; }

        /// <summary>Where the sequence ends at the latest.</summary>
        public int End { get; init; }

        public List<DataSet> Items { get; } = [];

        public DataSet? Item { get; set; }

        public bool ItemUndefined { get; set; }

        public int ItemEnd { get; set; }

        public SpecificCharacterSet? CharacterSet { get; init; }

        public bool PixelsAreSigned { get; set; }
    }
}
