using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Takes the bytes of a data set apart. Nesting is kept in a list of levels, so a hostile stream cannot exhaust the stack, and values are
/// slices of the stream, so no declared length takes memory (big endian values are copied to be swapped).
/// </summary>
/// <param name="isWhole">False: more bytes follow those of <paramref name="stream"/>.</param>
internal sealed class DataSetParser(ReadOnlyMemory<byte> stream, bool explicitVr, bool bigEndian, DataSetReadOptions options, bool isWhole = true)
{
    /// <summary>Sequences inside one another; real objects have fewer than ten.</summary>
    public const int MaxDepth = 256;

    private readonly List<OpenSequence> _levels = [];
    private int _at;
    private int _guesses; // open sequences that may turn out to be none
    private bool _isBehindPixels;
    private string _problem = "";

    /// <summary>Bytes read: up to the end of the data set, or to the element that reading ended before.</summary>
    public int Position => _at;

    /// <summary>Why reading ended; null when it was at the end of the data set, or before an element that the options name.</summary>
    public DicomDataException? Fault { get; private set; }

    /// <summary>Whether the fault is that the stream ends inside the data set.</summary>
    public bool IsCut { get; private set; }

    /// <returns>What could be read: with a <see cref="Fault"/>, all elements before it, in items too.</returns>
    public DataSet Parse()
    {
        DataSet root = new();
        _levels.Add(new OpenSequence { ExplicitVr = explicitVr, Item = root, ItemEnd = stream.Length });
        Step step;
        do
        {
            OpenSequence level = _levels[^1];
            step = level.Item is null ? ReadItem(level) : _at < level.ItemEnd ? ReadElement(level, level.Item) : CloseItem(level);
        }
        while (step == Step.Continue || (step != Step.Done && TakeBackGuess()));

        if (step != Step.Done)
        {
            (IsCut, Fault) = (step == Step.Cut, DescribeFault());
            CloseAll();
        }

        root.Sort();
        return root;
    }

    private Step ReadElement(OpenSequence level, DataSet item)
    {
        ReadOnlySpan<byte> bytes = stream.Span[_at..level.ItemEnd];
        level.Tag = bytes.Length >= 4 ? ByteOrder.ReadTag(bytes, bigEndian) : default; // for the message, should the rest be missing
        if (_levels.Count == 1 && TrailingPadding.StartsWith(bytes, level.Tag, item.Count > 0, _isBehindPixels))
        {
            return TakeTrailing(item, bytes);
        }

        if (!ElementHeader.TryRead(bytes, level.ExplicitVr, bigEndian, isWhole || level.ItemEnd < stream.Length, out ElementHeader header))
        {
            return Ended(level.ItemEnd);
        }

        switch (header.Tag.Value)
        {
            case ElementHeader.ItemDelimiterTag when level.ItemUndefined:
                _at += header.Size;
                return FinishItem(level, new Delimiter(Misplaced: false, header.Length));
            case ElementHeader.SequenceDelimiterTag when level.ItemUndefined:
                return FinishItem(level, new Delimiter(Misplaced: true, 0)); // the item's own was forgotten; the sequence takes this one
            case ElementHeader.ItemTag or ElementHeader.ItemDelimiterTag or ElementHeader.SequenceDelimiterTag:
                return Fail("a delimiter stands where an element belongs.");
        }

        if (_levels.Count == 1 && options.EndsBefore(header.Tag))
        {
            return Step.Done;
        }

        Vr vr = ImplicitVr.Understood(header, bigEndian, level.PixelsAreSigned);
        if (header.IsUndefined)
        {
            return ReadUndefined(level, item, header, vr);
        }

        if (header.Length > (uint)(level.ItemEnd - _at - header.Size))
        {
            return Ended(level.ItemEnd, $"the stream ends after {level.ItemEnd - _at - header.Size} of its {header.Length} bytes.");
        }

        IrregularHeader? irregular = Irregular(level, header, vr);
        _at += header.Size;
        int length = (int)header.Length;
        if (vr == Vr.SQ)
        {
            bool isUnknown = header.IsUnknownVr;
            return Open(level, header.Tag, level.ExplicitVr && !isUnknown, _at + length, undefined: false, isUnknown, irregular);
        }

        ReadOnlyMemory<byte> value = stream.Slice(_at, length);
        _at += length;
        Take(level, item, new ValueElement(header.Tag, vr, bigEndian ? ByteOrder.Swap(vr, value) : value) { Irregular = irregular });
        return Step.Continue;
    }

    private void Take(OpenSequence level, DataSet item, DataElement element)
    {
        item.Append(element);
        if (element is ValueElement value && element.Tag == Tags.PixelRepresentation && !level.KnowsSign)
        {
            (level.PixelsAreSigned, level.KnowsSign) = (ImplicitVr.IsSigned(value.Bytes.Span), true);
        }

        _isBehindPixels |= _levels.Count == 1 && element.Tag == Tags.PixelData;
    }

    private Step TakeTrailing(DataSet root, ReadOnlySpan<byte> bytes)
    {
        if (!isWhole)
        {
            return Ended(stream.Length);
        }

        if (!TrailingPadding.IsWholly(bytes, _isBehindPixels))
        {
            return Fail("bytes of zero stand where an element belongs.");
        }

        root.TrailingBytes = stream[_at..];
        _at = stream.Length;
        return Step.Done;
    }

    private Step ReadUndefined(OpenSequence level, DataSet item, ElementHeader header, Vr vr)
    {
        IrregularHeader? irregular = Irregular(level, header, vr);
        UndefinedLength behind = UndefinedLengths.Behind(header, vr);
        switch (behind)
        {
            case UndefinedLength.None:
                return Fail($"{vr} has no undefined length.");
            case UndefinedLength.Fragments:
                return ReadFragments(level, item, header, vr, irregular);
            default:
                _at += header.Size;
                bool isUnknown = behind == UndefinedLength.ImplicitItems;
                return Open(level, header.Tag, level.ExplicitVr && !isUnknown, level.ItemEnd, undefined: true, isUnknown, header.Vr == Vr.UN ? null : irregular);
        }
    }

    private Step ReadFragments(OpenSequence level, DataSet item, ElementHeader header, Vr vr, IrregularHeader? irregular)
    {
        List<ReadOnlyMemory<byte>> fragments = [];
        int start = _at;
        for (_at += header.Size; level.ItemEnd - _at >= ElementHeader.ShortSize;)
        {
            ReadOnlySpan<byte> bytes = stream.Span[_at..];
            Tag fragment = ByteOrder.ReadTag(bytes, bigEndian);
            uint length = ByteOrder.UInt32(bytes[4..], bigEndian);
            if (fragment.Value == ElementHeader.SequenceDelimiterTag)
            {
                _at += ElementHeader.ShortSize;
                Take(level, item, new FragmentsElement(header.Tag, vr, fragments.Count > 1 ? fragments[1..] : [])
                {
                    BasicOffsetTable = fragments is [var table, ..] ? table : default,
                    HasNoItems = fragments.Count == 0,
                    Delimiter = new(Misplaced: false, length),
                    Irregular = level.ExplicitVr ? irregular : new(stream.Slice(start, header.Size), HasVr: false, ExplicitVr: false, bigEndian),
                });
                return Step.Continue;
            }

            if (fragment.Value != ElementHeader.ItemTag || length == ElementHeader.Undefined)
            {
                return Fail("a fragment does not start with an item of known length.");
            }

            if (length > (uint)(level.ItemEnd - _at - ElementHeader.ShortSize))
            {
                return Ended(level.ItemEnd, $"the stream ends inside fragment {fragments.Count}.");
            }

            fragments.Add(stream.Slice(_at + ElementHeader.ShortSize, (int)length));
            _at += ElementHeader.ShortSize + (int)length;
        }

        return Ended(level.ItemEnd, $"the stream ends after {fragments.Count} fragments, without the delimiter of their sequence.");
    }

    private Step Open(OpenSequence parent, Tag tag, bool explicitVr, int end, bool undefined, bool isUnknown, IrregularHeader? irregular)
    {
        if (_levels.Count > MaxDepth)
        {
            return Fail($"more than {MaxDepth} sequences stand inside one another.");
        }

        bool isGuess = isUnknown && !undefined;
        _guesses += isGuess ? 1 : 0;
        _levels.Add(new OpenSequence
        {
            Tag = tag,
            ExplicitVr = explicitVr,
            AsUnknown = isUnknown,
            Irregular = irregular,
            Start = _at,
            End = end,
            Undefined = undefined,
            Otherwise = isGuess ? Vr.UN : Vr.None,
            CharacterSet = parent.Item!.CharacterSet,
        });
        return Step.Continue;
    }

    private Step ReadItem(OpenSequence level)
    {
        if (_at >= level.End)
        {
            return level.Undefined ? Ended(level.End) : CloseSequence(level, default);
        }

        if (level.End - _at < ElementHeader.ShortSize)
        {
            return Ended(level.End);
        }

        ReadOnlySpan<byte> bytes = stream.Span[_at..];
        Tag tag = ByteOrder.ReadTag(bytes, bigEndian);
        uint length = ByteOrder.UInt32(bytes[4..], bigEndian);
        switch (tag.Value)
        {
            case ElementHeader.SequenceDelimiterTag when level.Undefined:
                _at += ElementHeader.ShortSize;
                return CloseSequence(level, new Delimiter(Misplaced: false, length));
            case ElementHeader.ItemTag:
                break;
            default:
                return Fail("something else stands where an item belongs.");
        }

        bool undefined = length == ElementHeader.Undefined;
        if (!undefined && length > (uint)(level.End - _at - ElementHeader.ShortSize))
        {
            return Ended(level.End, $"the stream ends after {level.End - _at - ElementHeader.ShortSize} of the item's {length} bytes.");
        }

        _at += ElementHeader.ShortSize;
        level.ItemUndefined = undefined;
        level.PixelsAreSigned = _levels[^2].PixelsAreSigned;
        level.KnowsSign = false;
        level.ItemEnd = undefined ? level.End : _at + (int)length;
        level.Item = new DataSet { InheritedCharacterSet = level.CharacterSet, UndefinedLength = undefined };
        return Step.Continue;
    }

    private Step CloseItem(OpenSequence level)
    {
        if (_levels.Count == 1)
        {
            return Step.Done;
        }

        // an item without its delimiter: the sequence around it has the last word
        return level.ItemUndefined && level.ItemEnd == stream.Length ? Ended(level.ItemEnd)
            : FinishItem(level, new Delimiter(Misplaced: level.ItemUndefined, 0));
    }

    private static Step FinishItem(OpenSequence level, Delimiter delimiter)
    {
        level.Item!.Delimiter = delimiter;
        level.Item.Sort();
        level.Items.Add(level.Item);
        level.Item = null;
        return Step.Continue;
    }

    private Step CloseSequence(OpenSequence level, Delimiter delimiter)
    {
        OpenSequence parent = _levels[^2];
        if (!level.Undefined && !level.AsUnknown && !parent.ItemUndefined && StandsDelimiterBefore(parent.ItemEnd) is not false and var stands)
        {
            if (stands is null)
            {
                return Ended(stream.Length);
            }

            delimiter = new(Misplaced: true, ByteOrder.UInt32(stream.Span[(_at + 4)..], bigEndian));
            _at += ElementHeader.ShortSize;
        }

        _levels.RemoveAt(_levels.Count - 1);
        _guesses -= level.Otherwise == Vr.None ? 0 : 1;
        parent.Item!.Append(new SequenceElement(parent.Tag, level.Items)
        {
            UndefinedLength = level.Undefined,
            IsEncodedAsUnknown = level.AsUnknown && parent.ExplicitVr,
            Irregular = level.Irregular,
            Delimiter = delimiter,
        });
        return Step.Continue;
    }

    /// <summary>A sequence delimiter where none is needed, behind a sequence of known length. Null: the bytes that could tell are still to come.</summary>
    private bool? StandsDelimiterBefore(int end) =>
        end - _at >= ElementHeader.ShortSize ? ByteOrder.ReadTag(stream.Span[_at..], bigEndian).Value == ElementHeader.SequenceDelimiterTag
        : isWhole || end < stream.Length ? false
        : null;

    /// <summary>What was taken for a sequence because the dictionary has it so is none: its bytes are a value.</summary>
    private bool TakeBackGuess()
    {
        if (_guesses == 0)
        {
            return false;
        }

        while (_levels[^1].Otherwise == Vr.None)
        {
            _levels.RemoveAt(_levels.Count - 1);
        }

        OpenSequence guess = _levels[^1];
        _levels.RemoveAt(_levels.Count - 1);
        _guesses--;
        _at = guess.End;
        OpenSequence parent = _levels[^1];
        parent.Item!.Append(new ValueElement(parent.Tag, guess.Otherwise, stream[guess.Start..guess.End]) { Irregular = guess.Irregular });
        return true;
    }

    /// <summary>After a fault: what has been read of the open items and sequences is kept.</summary>
    private void CloseAll()
    {
        while (_levels.Count > 1)
        {
            OpenSequence level = _levels[^1];
            if (level.Item is not null)
            {
                FinishItem(level, default);
            }

            _levels.RemoveAt(_levels.Count - 1);
            OpenSequence parent = _levels[^1];
            parent.Item!.Append(new SequenceElement(parent.Tag, level.Items) { UndefinedLength = level.Undefined, IsEncodedAsUnknown = level.AsUnknown && parent.ExplicitVr });
        }
    }

    private IrregularHeader? Irregular(OpenSequence level, ElementHeader header, Vr understood)
    {
        bool isRegular = !level.ExplicitVr || (header.IsRegular && header.Vr == understood);
        return isRegular ? null : new(stream.Slice(_at, header.Size), header.Vr != Vr.None, ExplicitVr: true, bigEndian);
    }

    private Step Fail(string what)
    {
        _problem = what;
        return Step.Failed;
    }

    /// <summary>More bytes are needed than up to <paramref name="end"/>: the stream is cut, or a length inside it contradicts the one around it.</summary>
    private Step Ended(int end, string? how = null)
    {
        _problem = end == stream.Length ? how ?? "the stream ends inside the data set." : "its length goes beyond the item or sequence that encloses it.";
        return end == stream.Length ? Step.Cut : Step.Failed;
    }

    /// <summary>Names the element that was being read: (0040,0275)[2].(0008,0100).</summary>
    private DicomDataException DescribeFault()
    {
        IEnumerable<string> path = _levels.Zip(_levels.Skip(1), (level, inner) => $"{level.Tag}[{inner.Items.Count + 1}]");
        if (_levels[^1].Item is not null)
        {
            path = path.Append($"{_levels[^1].Tag}");
        }

        long offset = options.Origin + _at;
        return new DicomDataException($"{TagPath.Of(path)} at byte {offset}{options.OriginName}: {_problem}", _levels[^1].Tag, offset);
    }

    private enum Step { Continue, Done, Cut, Failed }
}
