using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels.Codecs;

namespace DicomNode.Dicom.Pixels;

/// <summary>Several decoders as one: the first that knows a transfer syntax decodes it.</summary>
public sealed class FrameDecoders : IFrameDecoder
{
    private readonly IFrameDecoder[] _decoders;

    /// <param name="decoders">In order of preference.</param>
    public FrameDecoders(params IEnumerable<IFrameDecoder> decoders) => _decoders = [.. decoders];

    /// <summary>Those that need nothing but this assembly.</summary>
    public static FrameDecoders Managed { get; } = new(new RleDecoder(), new JpegDecoder(), new DeflatedFrameDecoder());

    /// <summary>These, and after them another.</summary>
    public FrameDecoders With(IFrameDecoder decoder) => new([.. _decoders, decoder]);

    public bool CanDecode(TransferSyntax transferSyntax) => Find(transferSyntax) is not null;

    public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
    {
        IFrameDecoder decoder = Find(transferSyntax) ?? throw new DicomDataException($"{Tags.PixelData}: pixel data in {transferSyntax} cannot be decoded.", Tags.PixelData);
        decoder.Decode(transferSyntax, fragments, format, native);
    }

    private IFrameDecoder? Find(TransferSyntax transferSyntax) => Array.Find(_decoders, d => d.CanDecode(transferSyntax));
}
