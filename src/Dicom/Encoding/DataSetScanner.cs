using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// Watches a data set go by in pieces of any size, picks short elements of its outermost level, and knows at the end whether it was whole.
/// It follows the structure by lengths and delimiters: pixel data and sequences of known length are passed over without being looked at.
/// Its memory is fixed, whatever the stream declares. Nothing throws: a stream that cannot be followed is a fact about it (<see cref="Fault"/>).
/// </summary>
public sealed class DataSetScanner
{
    private readonly TransferSyntax _transferSyntax;
    private readonly IReadOnlySet<Tag> _wanted;
    private readonly int _maxValueLength;
    private readonly byte[] _header = new byte[ElementHeader.LongestSize];
    private int _headerLength;
    private long _skip;
    private ElementHeader _taking;
    private byte[]? _value;
    private int _valueLength;
    private Scope[]? _open;
    private int _depth;

    /// <param name="wanted">Tags to pick; (0008,0005) and (0028,0103), which say how others are to be read, are picked in any case.</param>
    /// <param name="maxValueLength">A longer value is not picked, in bytes.</param>
    public DataSetScanner(TransferSyntax transferSyntax, IReadOnlySet<Tag> wanted, int maxValueLength = 4096) =>
        (_transferSyntax, _wanted, _maxValueLength) = (transferSyntax, wanted, maxValueLength);

    /// <summary>What was picked so far.</summary>
    public DataSet Elements { get; } = new();

    /// <summary>Bytes that passed.</summary>
    public long Length { get; private set; }

    /// <summary>Why the stream cannot be followed any more; null as long as it can.</summary>
    public DicomDataException? Fault { get; private set; }

    /// <summary>True for a deflated data set: bytes pass, nothing is picked, and <see cref="IsAtElementBoundary"/> is always true.</summary>
    public bool IsOpaque => _transferSyntax.IsDeflated;

    /// <summary>The bytes so far are whole elements of the outermost level. False when the stream has ended: it was cut off, or is malformed.</summary>
    public bool IsAtElementBoundary => Fault is null && _depth == 0 && _headerLength == 0 && _skip == 0 && _value is null;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (IsOpaque)
        {
            Length += bytes.Length;
            return;
        }

        while (!bytes.IsEmpty)
        {
            int used = Fault is not null ? bytes.Length : _skip > 0 ? Skip(bytes) : _value is not null ? Take(bytes) : ReadHeader(bytes);
            Length += used;
            bytes = bytes[used..];
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

    private void Pick(byte[] value)
    {
        bool signed = ImplicitVr.IsSigned(Elements.GetBytes(Tags.PixelRepresentation).Span);
        Vr vr = _taking.Vr == Vr.None ? ImplicitVr.Of(_taking.Tag, signed) : _taking.Vr;
        Elements.Set(new ValueElement(_taking.Tag, vr, _transferSyntax.IsBigEndian ? ByteOrder.Swap(vr, value) : value));
    }

    /// <summary>Gathers 8 bytes, and 12 where 8 do not tell the length.</summary>
    private int ReadHeader(ReadOnlySpan<byte> bytes)
    {
        int size = _headerLength < 8 ? 8 : ElementHeader.LongestSize;
        int used = Math.Min(size - _headerLength, bytes.Length);
        bytes[..used].CopyTo(_header.AsSpan(_headerLength));
        _headerLength += used;
        if (_headerLength == size && ElementHeader.TryRead(_header.AsSpan(0, size), IsExplicitVr, _transferSyntax.IsBigEndian, long.MaxValue, out ElementHeader header))
        {
            _headerLength = 0;
            Enter(header);
        }

        return used;
    }

    private bool IsExplicitVr => _depth == 0 ? _transferSyntax.IsExplicitVr : _open![_depth - 1].IsExplicitVr;

    private void Enter(ElementHeader header)
    {
        switch (_depth == 0 ? Place.Item : _open![_depth - 1].Place)
        {
            case Place.Item:
                EnterElement(header);
                break;
            case Place.Sequence when header is { Tag.Value: ElementHeader.ItemTag, IsUndefined: true }:
                _open![_depth - 1].Place = Place.Item;
                break;
            case Place.Sequence or Place.Fragments when header is { Tag.Value: ElementHeader.ItemTag, IsUndefined: false }:
                _skip = header.Length;
                break;
            case Place.Sequence or Place.Fragments when header.Tag.Value == ElementHeader.SequenceDelimiterTag:
                _depth--;
                break;
            default:
                Fail(header.Tag, "something else stands where an item belongs.");
                break;
        }
    }

    private void EnterElement(ElementHeader header)
    {
        switch (header.Tag.Value)
        {
            case ElementHeader.ItemDelimiterTag when _depth > 0:
                _open![_depth - 1].Place = Place.Sequence;
                return;
            case ElementHeader.SequenceDelimiterTag when _depth > 0:
                _depth--; // the item delimiter was forgotten
                return;
            case ElementHeader.ItemTag or ElementHeader.ItemDelimiterTag or ElementHeader.SequenceDelimiterTag:
                Fail(header.Tag, "a delimiter stands where an element belongs.");
                return;
        }

        if (header.IsUndefined)
        {
            EnterUndefined(header);
        }
        else if (_depth == 0 && header.Length <= _maxValueLength && IsWanted(header))
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

    private bool IsWanted(ElementHeader header) =>
        (header.Tag == Tags.SpecificCharacterSet || header.Tag == Tags.PixelRepresentation || _wanted.Contains(header.Tag))
        && (header.Vr == Vr.None ? ImplicitVr.Of(header.Tag, pixelsAreSigned: false) : header.Vr) != Vr.SQ;

    /// <summary>The same cases as in <see cref="DataSetParser"/>.</summary>
    private void EnterUndefined(ElementHeader header)
    {
        switch (header.Vr == Vr.None ? ImplicitVr.Of(header.Tag, pixelsAreSigned: false) : header.Vr)
        {
            case Vr.SQ:
                Open(header.Tag, Place.Sequence, IsExplicitVr);
                break;
            case Vr.UN when header.Tag != Tags.PixelData:
                Open(header.Tag, Place.Sequence, isExplicitVr: false);
                break;
            case Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.UN:
                Open(header.Tag, Place.Fragments, IsExplicitVr);
                break;
            default:
                if (header.Vr == Vr.None)
                {
                    Open(header.Tag, Place.Sequence, IsExplicitVr);
                    break;
                }

                Fail(header.Tag, $"{header.Vr} has no undefined length.");
                break;
        }
    }

    private void Open(Tag tag, Place place, bool isExplicitVr)
    {
        if (_depth == DataSetParser.MaxDepth)
        {
            Fail(tag, $"more than {DataSetParser.MaxDepth} sequences stand inside one another.");
            return;
        }

        _open ??= new Scope[DataSetParser.MaxDepth];
        _open[_depth++] = new Scope { Place = place, IsExplicitVr = isExplicitVr };
    }

    private void Fail(Tag tag, string what) => Fault = new DicomDataException($"{tag} before byte {Length}: {what}", tag, Length);

    private enum Place : byte { Item, Sequence, Fragments }

    /// <summary>One element of undefined length that is open. Those of known length are skipped as a whole and never stand here.</summary>
    private struct Scope
    {
        public Place Place;
        public bool IsExplicitVr;
    }
}
