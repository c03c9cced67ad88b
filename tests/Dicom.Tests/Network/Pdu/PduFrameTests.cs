using System.Buffers;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Pdu;

public class PduFrameTests
{
    private static readonly byte[] s_release = [5, 0, 0, 0, 0, 4, 0, 0, 0, 0];

    [Fact]
    public void A_pdu_is_cut_only_when_its_last_byte_is_there()
    {
        for (int length = 0; length < s_release.Length; length++)
        {
            ReadOnlySequence<byte> some = new(s_release, 0, length);
            Assert.False(PduFrame.TryRead(ref some, 1024, out _, out _));
            Assert.Equal(length, some.Length);
        }

        ReadOnlySequence<byte> all = new([.. s_release, 7]);
        Assert.True(PduFrame.TryRead(ref all, 1024, out PduType type, out ReadOnlySequence<byte> body));
        Assert.Equal((PduType.ReleaseRequest, 4L, 1L), (type, body.Length, all.Length));
    }

    [Theory]
    [InlineData(0xFFFFFFF0u)]
    [InlineData(1025u)]
    public void A_length_over_the_limit_is_refused_before_its_body_arrives(uint length)
    {
        byte[] header = [4, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
        ReadOnlySequence<byte> buffer = new(header);
        PduException e = Assert.Throws<PduException>(() => PduFrame.TryRead(ref buffer, 1024, out _, out _));
        Assert.Equal(AbortReason.InvalidParameterValue, e.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData('G')] // GET / HTTP/1.1
    [InlineData(0x16)] // a TLS client
    public void A_type_that_is_not_in_the_standard_is_refused_at_its_header(int type)
    {
        ReadOnlySequence<byte> buffer = new([(byte)type, 0x45, 0x54, 0x20, 0x2F, 0x20]);
        Assert.Equal(AbortReason.UnrecognizedPdu, Assert.Throws<PduException>(() => PduFrame.TryRead(ref buffer, 1024, out _, out _)).Reason);
    }
}
