using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Pdu;

/// <summary>PS3.7 Annex D.3.3: what a requestor may say of itself, in any order, with items that we do not negotiate.</summary>
public class UserInformationTests
{
    [Fact]
    public void Extended_negotiations_and_items_of_the_future_are_passed_over()
    {
        UserInformation read = Read(
            "5100" + "0004" + "00004000" +
            "5600" + "0008" + "0003312E32" + "010203" + // SOP class extended negotiation for 1.2
            "5700" + "0009" + "0003312E32" + "00000000" + // common extended negotiation
            "9900" + "0002" + "FFFF" +
            "5200" + "0003" + "312E33" + "5500" + "0004" + "534F4654");
        Assert.Equal((0x4000u, "1.3", "SOFT", "SOFT"), (read.MaxPduLength, read.ImplementationClassUid, read.ImplementationVersionName, read.Software));
    }

    [Theory]
    [InlineData("5100" + "0002" + "0000")] // maximum length of two bytes
    [InlineData("5300" + "0001" + "00")] // half an asynchronous window
    [InlineData("5400" + "0005" + "FFFF312E32")] // role selection longer than its item
    [InlineData("5800" + "0004" + "0201FFFF")] // user name longer than its item
    public void An_item_that_is_too_short_for_what_it_says_is_refused(string item) => Assert.Throws<PduException>(() => Read(item));

    [Theory]
    [InlineData(1, "anna")]
    [InlineData(2, "anna")]
    [InlineData(3, null)] // Kerberos, SAML, JSON web token: the field is the secret
    [InlineData(4, null)]
    [InlineData(5, null)]
    public void Only_user_names_are_names(byte type, string? name) =>
        Assert.Equal(name, Read($"5800" + "000A" + $"{type:X2}00" + "0004" + "616E6E61" + "0000").UserIdentity!.UserName);

    [Fact]
    public void A_response_to_a_user_identity_is_written_empty_and_read()
    {
        byte[] pdu = new AssociateAccept { CalledAeTitle = "A", CallingAeTitle = "B", Contexts = [], User = new() { AnswersUserIdentity = true } }.Write().ToArray();
        Assert.Contains("5900" + "0002" + "0000", Convert.ToHexString(pdu), StringComparison.Ordinal);
        Assert.True(AssociateAccept.Read(new(pdu, PduFrame.HeaderLength, pdu.Length - PduFrame.HeaderLength)).User.AnswersUserIdentity);
    }

    [Theory]
    [InlineData(0, 131072)] // no limit: ours
    [InlineData(16384, 16384)]
    [InlineData(uint.MaxValue, 131072)]
    [InlineData(8, 8)] // two bytes of data in each: slow, and allowed
    public void The_longest_pdu_that_we_send_is_the_peers_and_no_longer_than_ours(uint peers, int sent) =>
        Assert.Equal(sent, PeerLimits.MaxPduLength(new() { MaxPduLength = peers }, 131072));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void A_peer_that_has_no_room_for_data_is_refused(uint peers) =>
        Assert.Throws<PduException>(() => PeerLimits.MaxPduLength(new() { MaxPduLength = peers }, 131072));

    private static UserInformation Read(string hex) => UserInformation.Read(new(Convert.FromHexString(hex)));
}
