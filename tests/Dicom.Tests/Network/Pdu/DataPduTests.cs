using System.Buffers;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Pdu;

public class DataPduTests
{
    [Fact]
    public void A_command_longer_than_the_peers_pdus_is_cut_and_only_the_last_piece_says_so()
    {
        byte[] command = [.. Enumerable.Range(0, 25).Select(i => (byte)i)];
        ReadOnlySequence<byte> wire = new(DataPdu.WriteCommand(3, command, maxPduLength: 16)); // 10 bytes of a command each
        List<byte> together = [];
        List<bool> last = [];
        while (PduFrame.TryRead(ref wire, 16, out PduType type, out ReadOnlySequence<byte> body))
        {
            Assert.Equal(PduType.Data, type);
            Assert.True(PresentationDataValue.TryRead(ref body, out PresentationDataValue value));
            Assert.True(value is { ContextId: 3, IsCommand: true });
            Assert.True(body.IsEmpty);
            together.AddRange(value.Data.ToArray());
            last.Add(value.IsLast);
        }

        Assert.Equal(command, together);
        Assert.Equal([false, false, true], last);
    }

    [Theory]
    [InlineData("000000")] // shorter than a header
    [InlineData("000000010303")] // a length that does not even count identifier and header
    [InlineData("00000005030300")] // longer than the PDU
    [InlineData("FFFFFFFF030300")]
    public void A_value_that_does_not_fit_its_pdu_is_refused(string hex)
    {
        ReadOnlySequence<byte> body = new(Convert.FromHexString(hex));
        Assert.Throws<PduException>(() => PresentationDataValue.TryRead(ref body, out _));
    }
}
