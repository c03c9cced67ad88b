using System.Buffers;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Collects the data set of a message that is read as a whole. Over the limit it is dropped, and what follows too.</summary>
internal sealed class DataSetBuffer(int limit)
{
    private ArrayBufferWriter<byte>? _bytes = new();

    /// <summary>More came than was allowed; nothing is kept.</summary>
    public bool IsOverLimit => _bytes is null;

    public ReadOnlyMemory<byte> Bytes => _bytes?.WrittenMemory ?? default;

    public void Add(ReadOnlySequence<byte> fragment)
    {
        if (_bytes is null || _bytes.WrittenCount + fragment.Length > limit)
        {
            _bytes = null;
            return;
        }

        foreach (ReadOnlyMemory<byte> part in fragment)
        {
            _bytes.Write(part.Span);
        }
    }
}
