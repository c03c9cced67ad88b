using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Watches a data set go by in pieces of any size, picks short elements of its outermost level, and knows at the end whether it was whole.
/// It follows the structure by lengths and delimiters, into every sequence; values are passed over without being looked at.
/// A deflated stream is inflated for that in passing, piece by piece. Its memory is fixed, whatever the stream declares.
/// Nothing throws: a stream that cannot be followed is a fact about it (<see cref="Fault"/>).
/// </summary>
public sealed class DataSetScanner : IDisposable
{
    private readonly TransferSyntax _transferSyntax;
    private readonly IReadOnlySet<Tag> _wanted;
    private readonly int _maxValueLength;
    private readonly Inflater? _inflater;
    private readonly Action<ReadOnlySpan<byte>> _follow;
    private readonly byte[] _header = new byte[ElementHeader.LookAhead];
    private int _headerLength;
    private long _headerStart;
    private long _leftOpenAt = -1; // where an item ended without its delimiter
    private long _position;
    private long _skip;
    private ElementHeader _taking;
    private byte[]? _value;
    private int _valueLength;
    private Scope[]? _open;
    private int _depth;
    private bool _isBehindElements, _isBehindPixels, _isBehindSequence, _isTrailing;

    /// <param name="wanted">Tags to pick; (0008,0005) and (0028,0103), which say how others are to be read, are picked in any case.</param>
    /// <param name="maxValueLength">A longer value is not picked, in bytes.</param>
    /// <param name="inflation">How much a deflated stream may become; it costs time only.</param>
    public DataSetScanner(TransferSyntax transferSyntax, IReadOnlySet<Tag> wanted, int maxValueLength = 4096, InflationLimits? inflation = null)
    {
        (_transferSyntax, _wanted, _maxValueLength) = (transferSyntax, wanted, maxValueLength);
        _follow = Follow;
        _inflater = transferSyntax.IsDeflated ? new(inflation ?? InflationLimits.Default) : null;
    }

    /// <summary>What was picked so far.</summary>
    public DataSet Elements { get; } = new();

    /// <summary>Bytes that passed, deflated as they came.</summary>
    public long Length { get; private set; }

    /// <summary>Why the stream cannot be followed any more; null as long as it can.</summary>
    public DicomDataException? Fault { get; private set; }

    /// <summary>The bytes so far are whole elements of the outermost level. False when the stream has ended: it was cut off, or is malformed.</summary>
    public bool IsAtElementBoundary => Fault is null && _depth == 0 && _skip == 0 && _value is null && _leftOpenAt != _position && (_headerLength == 0 || _isTrailing || IsEndOfHeader());

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_inflater is null)
        {
            Follow(bytes);
        }
        else if (Fault is null)
        {
            try
            {
                _inflater.Feed(bytes, _follow);
            }
            catch (DicomDataException fault)
            {
                Fault = fault;
            }
        }
    }

    public void Dispose() => _inflater?.Dispose();

    private bool IsExplicitVr => _depth == 0 ? _transferSyntax.IsExplicitVr : _open![_depth - 1].IsExplicitVr;

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Fault is null)
        {
            int used = _isTrailing ? PassTrailing(bytes) : _skip > 0 ? Skip(bytes) : _value is not null ? Take(bytes) : ReadHeader(bytes);
            _position += used;
            bytes = bytes[used..];
            if (_depth > 0 && _skip == 0 && _headerLength == 0 && Fault is null)
            {
                CloseFinished();
            }
        }
    }

    /// <summary>What encloses the next byte: nothing may go beyond it.</summary>
    private long Limit => _depth == 0 ? long.MaxValue : _open![_depth - 1] is { Place: Place.Item } scope ? scope.ItemLimit : _open[_depth - 1].Limit;

    /// <summary>Items and sequences of known length end where their bytes do.</summary>
    private void CloseFinished()
    {
        while (_depth > 0 && _position >= Limit)
        {
            ref Scope scope = ref _open![_depth - 1];
            if (scope.Place == Place.Item)
            {
                _leftOpenAt = scope.IsItemUndefined ? _position : -1; // the sequence around it has the last word
                scope.Place = Place.Sequence;
            }
            else if (scope.IsUndefined)
            {
                Fail(scope.Tag, "its delimiter is missing.");
                return;
            }
            else
            {
                _depth--;
                _isBehindSequence = _depth == 0 || !_open[_depth - 1].IsItemUndefined;
            }
        }
    }

    private int Skip(ReadOnlySpan<byte> bytes)
    {
        int used = (int)Math.Min(_skip, bytes.Length);
        _skip -= used;
        return used;
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        int used = Math.Min(_value!.Length - _valueLength, bytes.Length);
        bytes[..used].CopyTo(_value.AsSpan(_valueLength));
        _valueLength += used;
        if (_valueLength == _value.Length)
        {
            Pick(_value);
            _value = null;
        }

        return used;
    }

    /// <summary>The first of a tag counts, as in <see cref="DataSet"/>.</summary>
    private void Pick(byte[] value)
    {
        if (!Elements.Contains(_taking.Tag))
        {
            Vr vr = ImplicitVr.Understood(_taking, _transferSyntax.IsBigEndian, ImplicitVr.IsSigned(Elements.GetBytes(Tags.PixelRepresentation).Span));
            Elements.Set(new ValueElement(_taking.Tag, vr, _transferSyntax.IsBigEndian ? ByteOrder.Swap(vr, value) : value));
        }
    }

    private int PassTrailing(ReadOnlySpan<byte> bytes)
    {
        if (!TrailingPadding.IsWholly(bytes, _isBehindPixels))
        {
            Fail(default, "bytes of zero stand where an element belongs.");
        }

        return bytes.Length;
    }

    /// <summary>Gathers 8 bytes, then 12 and 14 where those do not tell enough; what was gathered too much is followed on its own.</summary>
    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        if (_headerLength == 0)
        {
            _headerStart = _position;
        }

        int size = _headerLength < ElementHeader.ShortSize ? ElementHeader.ShortSize : _headerLength < ElementHeader.LongSize ? ElementHeader.LongSize : ElementHeader.LookAhead;
        int used = Math.Min(size - _headerLength, bytes.Length);
        bytes[..used].CopyTo(_header.AsSpan(_headerLength));
        _headerLength += used;
        if (_headerLength < size)
        {
            return used;
        }

        long room = Limit - _headerStart;
        ReadOnlySpan<byte> gathered = _header.AsSpan(0, (int)Math.Min(size, room));
        if (_depth == 0 && TrailingPadding.StartsWith(gathered, ByteOrder.ReadTag(gathered, _transferSyntax.IsBigEndian), _isBehindElements, _isBehindPixels) && !IsStrayDelimiter(gathered))
        {
            _isTrailing = true;
            PassTrailing(gathered);
        }
        else if (ElementHeader.TryRead(gathered, IsExplicitVr, _transferSyntax.IsBigEndian, isEnd: room <= size, out ElementHeader header))
        {
            Span<byte> next = stackalloc byte[ElementHeader.LookAhead];
            int rest = size - header.Size;
            _header.AsSpan(header.Size, rest).CopyTo(next);
            _headerLength = 0;
            _position = _headerStart + header.Size;
            Enter(header);
            if (_depth > 0 && _skip == 0 && Fault is null)
            {
                CloseFinished();
            }

            Follow(next[..rest]);
            _position -= used; // the caller adds it
        }
        else if (room <= size)
        {
            Fail(default, "an element's header goes beyond the item or sequence that encloses it.");
        }

        return used;
    }

    /// <summary>The stream has ended inside of what was gathered: that is no fault where it is padding, or the header of an empty value.</summary>
    private bool IsEndOfHeader()
    {
        ReadOnlySpan<byte> gathered = _header.AsSpan(0, _headerLength);
        return _headerLength < ElementHeader.ShortSize
            ? TrailingPadding.StartsWith(gathered, default, _isBehindElements, _isBehindPixels)
            : ElementHeader.TryRead(gathered, IsExplicitVr, _transferSyntax.IsBigEndian, isEnd: true, out ElementHeader header) && header.Size + header.Length == _headerLength;
    }

    private bool IsStrayDelimiter(ReadOnlySpan<byte> header) =>
        _isBehindSequence && ByteOrder.ReadTag(header, _transferSyntax.IsBigEndian).Value == ElementHeader.SequenceDelimiterTag;

    private void Enter(ElementHeader header)
    {
        switch (_depth == 0 ? Place.Item : _open![_depth - 1].Place)
        {
            case Place.Item:
                EnterElement(header);
                break;
            case Place.Sequence or Place.Fragments when header is { Tag.Value: ElementHeader.ItemTag, IsUndefined: false } && !Fits(header):
                Fail(header.Tag, "its length goes beyond the sequence that encloses it.");
                break;
            case Place.Sequence when header.Tag.Value == ElementHeader.ItemTag:
                _leftOpenAt = -1;
                ref Scope scope = ref _open![_depth - 1];
                (scope.Place, scope.IsItemUndefined, scope.ItemLimit) = (Place.Item, header.IsUndefined, header.IsUndefined ? scope.Limit : _position + header.Length);
                break;
            case Place.Fragments when header is { Tag.Value: ElementHeader.ItemTag, IsUndefined: false }:
                _skip = header.Length;
                break;
            case Place.Sequence or Place.Fragments when header.Tag.Value == ElementHeader.SequenceDelimiterTag && _open![_depth - 1].IsUndefined:
                _leftOpenAt = -1;
                _depth--;
                break;
            default:
                Fail(header.Tag, "something else stands where an item belongs.");
                break;
        }
    }

    private void EnterElement(ElementHeader header)
    {
        bool isBehindSequence = _isBehindSequence;
        _isBehindSequence = false;
        switch (header.Tag.Value)
        {
            case ElementHeader.ItemDelimiterTag when IsInUndefinedItem:
                _open![_depth - 1].Place = Place.Sequence;
                return;
            case ElementHeader.SequenceDelimiterTag when IsInUndefinedItem && _open![_depth - 1].IsUndefined:
                _depth--; // the item delimiter was forgotten
                return;
            case ElementHeader.SequenceDelimiterTag when isBehindSequence:
                return; // of a sequence that has a length
            case ElementHeader.ItemTag or ElementHeader.ItemDelimiterTag or ElementHeader.SequenceDelimiterTag:
                Fail(header.Tag, "a delimiter stands where an element belongs.");
                return;
        }

        Vr vr = ImplicitVr.Understood(header, _transferSyntax.IsBigEndian, pixelsAreSigned: false);
        if (_depth == 0)
        {
            (_isBehindElements, _isBehindPixels) = (true, _isBehindPixels || header.Tag == Tags.PixelData);
            if (header.Tag.Group is 0x0000 or 0x0002)
            {
                Fail(header.Tag, "it belongs to a command or to a file's meta information, not to a data set."); // other readers would take it for theirs
                return;
            }
        }

        if (header.IsUndefined)
        {
            EnterUndefined(header, vr);
        }
        else if (!Fits(header))
        {
            Fail(header.Tag, "its length goes beyond the item or sequence that encloses it.");
        }
        else if (vr == Vr.SQ && !header.IsUnknownVr)
        {
            Open(header.Tag, Place.Sequence, IsExplicitVr, isUndefined: false, _position + header.Length);
        }
        else if (_depth == 0 && header.Length <= _maxValueLength && vr != Vr.SQ && IsWanted(header.Tag))
        {
            _taking = header;
            _valueLength = 0;
            _value = header.Length == 0 ? null : new byte[header.Length];
            if (_value is null)
            {
                Pick([]);
            }
        }
        else
        {
            _skip = header.Length;
        }
    }

    private bool IsInUndefinedItem => _depth > 0 && _open![_depth - 1].IsItemUndefined;

    private bool Fits(ElementHeader header) => header.Length <= Limit - _position;

    private bool IsWanted(Tag tag) => tag == Tags.SpecificCharacterSet || tag == Tags.PixelRepresentation || _wanted.Contains(tag);

    private void EnterUndefined(ElementHeader header, Vr vr)
    {
        UndefinedLength behind = UndefinedLengths.Behind(header, vr);
        if (behind == UndefinedLength.None)
        {
            Fail(header.Tag, $"{vr} has no undefined length.");
            return;
        }

        Open(header.Tag, behind == UndefinedLength.Fragments ? Place.Fragments : Place.Sequence, IsExplicitVr && behind != UndefinedLength.ImplicitItems, isUndefined: true, Limit);
    }

    private void Open(Tag tag, Place place, bool isExplicitVr, bool isUndefined, long limit)
    {
        if (_depth == DataSetParser.MaxDepth)
        {
            Fail(tag, $"more than {DataSetParser.MaxDepth} sequences stand inside one another.");
            return;
        }

        _open ??= new Scope[DataSetParser.MaxDepth];
        _open[_depth++] = new Scope { Tag = tag, Place = place, IsExplicitVr = isExplicitVr, IsUndefined = isUndefined, Limit = limit };
    }

    private void Fail(Tag tag, string what)
    {
        string path = TagPath.Of((_open ?? []).Take(_depth).Select(s => $"{s.Tag}").Append($"{tag}"));
        Fault = new DicomDataException($"{path} before byte {_position + _headerLength}: {what}", tag, _position);
    }

    private enum Place : byte { Item, Sequence, Fragments }

    /// <summary>A sequence, or encapsulated pixel data, that is open, with the item of it that is open.</summary>
    private struct Scope
    {
        public Tag Tag;
        public Place Place;
        public bool IsExplicitVr;
        public bool IsUndefined, IsItemUndefined;
        public long Limit, ItemLimit;
    }
}
