using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Receiving;
using Xunit;

namespace DicomNode.Tests.Receiving;

public class TransferSyntaxChoiceTests
{
    private const string Explicit = Uids.ExplicitVrLittleEndian, Implicit = Uids.ImplicitVrLittleEndian, Lossless = Uids.Jpeg2000Lossless, Lossy = Uids.JpegBaseline8Bit;

    private readonly TransferSyntaxChoice _choice = new(new Knows(Lossless, Lossy));

    [Theory]
    [InlineData(Explicit, Implicit, Explicit)]
    [InlineData(Explicit, Explicit)]
    [InlineData(Implicit, Implicit)]
    [InlineData(Lossless, Lossless, Explicit, Implicit)] // the sender's first: it need not decompress
    [InlineData(Explicit, Explicit, Lossless)]
    [InlineData(Explicit, Lossy, Implicit, Explicit)] // nothing is lost for our sake
    [InlineData(Lossless, Lossy, Lossless)]
    [InlineData(Lossy, Lossy)] // it holds nothing else
    [InlineData(null, Uids.JpeglsLossless)] // nothing here decodes it
    [InlineData(Implicit, Uids.JpeglsLossless, Implicit)]
    [InlineData(Uids.DeflatedExplicitVrLittleEndian, Uids.DeflatedExplicitVrLittleEndian, Explicit)]
    [InlineData(null, Uids.ExplicitVrBigEndian, "1.2.3")]
    [InlineData(null)]
    public void The_senders_order_counts_among_what_can_be_decoded_and_a_lossy_one_comes_last(string? chosen, params string[] proposed) =>
        Assert.Equal(chosen, _choice.Among(proposed));

    private sealed class Knows(params string[] uids) : IFrameDecoder
    {
        public bool CanDecode(TransferSyntax transferSyntax) => uids.Contains(transferSyntax.Uid);

        public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native) => throw new NotSupportedException();
    }
}
