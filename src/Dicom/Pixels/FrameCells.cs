using System.Buffers;

namespace DicomNode.Dicom.Pixels;

/// <summary>The cells of one frame: a window on the data set's bytes, or borrowed memory that <see cref="Dispose"/> gives back.</summary>
internal readonly ref struct FrameCells(ReadOnlySpan<byte> bytes, int firstBit, byte[]? borrowed = null) : IDisposable
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Where the frame begins in the first byte; frames of single bits need not begin with one.</summary>
    public int FirstBit { get; } = firstBit;

    public void Dispose()
    {
        if (borrowed is not null)
        {
            ArrayPool<byte>.Shared.Return(borrowed);
        }
    }
}
