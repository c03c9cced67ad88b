using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>Puts headers and short values into a buffer, and long values straight onto the stream. PS3.5 §7.</summary>
internal sealed class ElementWriter
{
    private const int Passed = 2048;
    private readonly Stream _stream;
    private readonly TransferSyntax _transferSyntax;
    private readonly byte[] _buffer = new byte[8 * 1024];
    private int _used;

    private ElementWriter(Stream stream, TransferSyntax transferSyntax) => (_stream, _transferSyntax) = (stream, transferSyntax);

    private bool BigEndian => _transferSyntax.IsBigEndian;

    public static void WriteAll(Stream stream, DataSet dataSet, TransferSyntax transferSyntax)
    {
        ElementWriter writer = new(stream, transferSyntax);
        writer.Write(dataSet, transferSyntax.IsExplicitVr, new DataSetLength(transferSyntax.IsExplicitVr, transferSyntax.IsBigEndian), depth: 0);
        writer.Bytes(dataSet.TrailingBytes);
        writer.Flush();
    }

    private void Write(DataSet dataSet, bool explicitVr, DataSetLength lengths, int depth)
    {
        if (depth > DataSetParser.MaxDepth)
        {
            throw new DicomDataException($"More than {DataSetParser.MaxDepth} sequences stand inside one another.");
        }

        foreach (DataElement element in dataSet.StreamOrder)
        {
            switch (element)
            {
                case ValueElement value:
                    Vr vr = Header(element, explicitVr, (uint)value.Bytes.Length);
                    Bytes(BigEndian ? ByteOrder.Swap(vr, value.Bytes) : value.Bytes);
                    break;
                case SequenceElement sequence:
                    Header(element, explicitVr, sequence.UndefinedLength ? ElementHeader.Undefined : checked((uint)lengths.OfValue(sequence)));
                    Items(sequence, explicitVr && !sequence.IsEncodedAsUnknown, explicitVr, lengths, depth);
                    break;
                case FragmentsElement fragments:
                    Fragments(fragments, explicitVr);
                    break;
                case StreamedElement streamed:
                    Streamed(streamed, explicitVr);
                    break;
            }
        }
    }

    private void Items(SequenceElement sequence, bool explicitVr, bool outerExplicitVr, DataSetLength lengths, int depth)
    {
        DataSetLength inner = explicitVr == outerExplicitVr ? lengths : new DataSetLength(explicitVr, BigEndian);
        foreach (DataSet item in sequence.Items)
        {
            Delimiter(ElementHeader.ItemTag, item.UndefinedLength ? ElementHeader.Undefined : checked((uint)inner.OfItemContent(item, explicitVr)));
            Write(item, explicitVr, inner, depth + 1);
            if (item.HasDelimiter)
            {
                Delimiter(ElementHeader.ItemDelimiterTag, item.Delimiter.Length);
            }
        }

        if (sequence.HasDelimiter)
        {
            Delimiter(ElementHeader.SequenceDelimiterTag, sequence.Delimiter.Length);
        }
    }

    private void Fragments(FragmentsElement element, bool explicitVr)
    {
        if (!explicitVr && element.Irregular is not { ExplicitVr: false })
        {
            throw new DicomDataException($"{element.Tag}: encapsulated pixel data have no form in {_transferSyntax}.", element.Tag);
        }

        Header(element, explicitVr, ElementHeader.Undefined);
        if (!element.HasNoItems)
        {
            Delimiter(ElementHeader.ItemTag, (uint)element.BasicOffsetTable.Length);
            Bytes(element.BasicOffsetTable);
        }

        foreach (ReadOnlyMemory<byte> fragment in element.Fragments)
        {
            Delimiter(ElementHeader.ItemTag, (uint)fragment.Length);
            Bytes(fragment);
        }

        Delimiter(ElementHeader.SequenceDelimiterTag, element.Delimiter.Length);
    }

    private void Streamed(StreamedElement element, bool explicitVr)
    {
        if (BigEndian || (element.IsEncapsulated ? !explicitVr : element.Length >= ElementHeader.Undefined))
        {
            throw new DicomDataException($"{element.Tag}: {element.Length} bytes {(element.IsEncapsulated ? "of fragments " : "")}have no form in {_transferSyntax}.", element.Tag);
        }

        Header(element, explicitVr, element.IsEncapsulated ? ElementHeader.Undefined : (uint)element.Length);
        Flush();
        element.WriteTo(_stream);
        if (element.IsEncapsulated)
        {
            Delimiter(ElementHeader.SequenceDelimiterTag, 0);
        }
    }

    /// <returns>The VR whose units big endian swaps.</returns>
    private Vr Header(DataElement element, bool explicitVr, uint length)
    {
        Span<byte> at = Take(ElementHeader.LongSize);
        if (element.Irregular is { } header && header.Fits(explicitVr, BigEndian, length == ElementHeader.Undefined ? 0 : length))
        {
            header.Write(at, length);
            _used += header.Bytes.Length;
            return element.Vr;
        }

        PutTag(at, element.Tag);
        if (!explicitVr)
        {
            ByteOrder.Write(at[4..], length, BigEndian);
            _used += ElementHeader.ShortSize;
            return element.Vr;
        }

        Vr vr = DataSetLength.WrittenVr(element, length);
        (at[4], at[5]) = ((byte)((ushort)vr >> 8), (byte)vr);
        if (vr.HasLongLength())
        {
            at.Slice(6, 2).Clear();
            ByteOrder.Write(at[8..], length, BigEndian);
            _used += ElementHeader.LongSize;
            return vr;
        }

        ByteOrder.Write(at[6..], checked((ushort)length), BigEndian);
        _used += ElementHeader.ShortSize;
        return vr;
    }

    private void Delimiter(uint tag, uint length)
    {
        Span<byte> at = Take(8);
        PutTag(at, new Tag(tag));
        ByteOrder.Write(at[4..], length, BigEndian);
        _used += 8;
    }

    private void PutTag(Span<byte> at, Tag tag)
    {
        ByteOrder.Write(at, tag.Group, BigEndian);
        ByteOrder.Write(at[2..], tag.Element, BigEndian);
    }

    private void Bytes(ReadOnlyMemory<byte> value)
    {
        if (value.Length > Passed)
        {
            Flush();
            _stream.Write(value.Span);
            return;
        }

        value.Span.CopyTo(Take(value.Length));
        _used += value.Length;
    }

    private Span<byte> Take(int length)
    {
        if (_buffer.Length - _used < length)
        {
            Flush();
        }

        return _buffer.AsSpan(_used);
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
