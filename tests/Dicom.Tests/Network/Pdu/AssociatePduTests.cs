using System.Buffers;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Pdu;

public class AssociatePduTests
{
    /// <summary>The A-ASSOCIATE-RQ of echoscu 3.6.7, as it came from the socket.</summary>
    private const string EchoscuRequest =
        "01 00 000000CD" + // type, reserved, length 205
        "0001 0000" + // protocol version 1, reserved
        "414E592D534350202020202020202020" + // called: ANY-SCP
        "4543484F534355202020202020202020" + // calling: ECHOSCU
        "0000000000000000000000000000000000000000000000000000000000000000" +
        "10 00 0015 312E322E3834302E31303030382E332E312E312E31" + // application context
        "20 00 002E 01 00 FF 00" + // presentation context 1; echoscu fills the third byte with FFH
        "30 00 0011 312E322E3834302E31303030382E312E31" + // Verification
        "40 00 0011 312E322E3834302E31303030382E312E32" + // implicit VR little endian
        "50 00 003A" + // user information
        "51 00 0004 00004000" + // 16384
        "52 00 001B 312E322E3237362E302E373233303031302E332E302E332E362E37" +
        "55 00 000F 4F464649535F44434D544B5F333637"; // OFFIS_DCMTK_367

    [Fact]
    public void The_request_of_echoscu_is_understood_field_by_field()
    {
        AssociateRequest request = AssociateRequest.Read(Body(Convert.FromHexString(EchoscuRequest.Replace(" ", "", StringComparison.Ordinal))));
        Assert.Equal(("ANY-SCP", "ECHOSCU", (ushort)1), (request.CalledAeTitle, request.CallingAeTitle, request.ProtocolVersions));
        Assert.Equal(AssociateRequest.DicomApplicationContext, request.ApplicationContext);
        PresentationContext context = Assert.Single(request.Contexts);
        Assert.Equal((1, "1.2.840.10008.1.1"), (context.Id, context.AbstractSyntax));
        Assert.Equal(["1.2.840.10008.1.2"], context.TransferSyntaxes);
        Assert.Equal((16384u, "OFFIS_DCMTK_367", "1.2.276.0.7230010.3.0.3.6.7"),
            (request.User.MaxPduLength, request.User.ImplementationVersionName, request.User.ImplementationClassUid));
        Assert.Null(request.User.AsynchronousWindow);
    }

    [Fact]
    public void A_request_with_every_sub_item_is_read_as_it_was_written()
    {
        AssociateRequest request = new()
        {
            CalledAeTitle = "SIXTEEN-LETTERS!",
            CallingAeTitle = "A B",
            Contexts = [new(1, "1.2.3", ["1.2.4", "1.2.5"]), new(255, "1.2.6", ["1.2.7"])],
            User = new()
            {
                MaxPduLength = 131072, ImplementationClassUid = "2.25.1", ImplementationVersionName = "V",
                AsynchronousWindow = new(0, 7), RoleSelections = [new("1.2.3", true, false), new("1.2.6", false, true)],
                UserIdentity = new(2, true, "user"u8.ToArray(), "pass"u8.ToArray()),
            },
        };
        AssociateRequest back = AssociateRequest.Read(Body(request.Write()));
        Assert.Equal(Convert.ToHexString(request.Write().Span), Convert.ToHexString(back.Write().Span));
        Assert.Equal(request.User.RoleSelections, back.User.RoleSelections);
        Assert.Equal("pass"u8, back.User.UserIdentity!.Secondary.Span);
        Assert.Equal(new AsynchronousWindow(0, 7), back.User.AsynchronousWindow);
        Assert.Equal(["1.2.4", "1.2.5"], back.Contexts[0].TransferSyntaxes);
    }

    [Fact]
    public void An_answer_is_read_as_it_was_written()
    {
        AssociateAccept accept = new()
        {
            CalledAeTitle = "A", CallingAeTitle = "B",
            Contexts = [new(1, ContextResult.Acceptance, "1.2.4"), new(3, ContextResult.AbstractSyntaxNotSupported, "1.2.840.10008.1.2")],
            User = new() { MaxPduLength = 4096, ImplementationClassUid = "2.25.1" },
        };
        AssociateAccept back = AssociateAccept.Read(Body(accept.Write()));
        Assert.Equal(accept.Contexts, back.Contexts);
        Assert.Equal(4096u, back.User.MaxPduLength);
    }

    [Fact]
    public void Rejection_and_abort_carry_their_numbers()
    {
        Assert.Equal("030000000004" + "00020302", Convert.ToHexString(AssociateReject.LocalLimitExceeded.Write().Span));
        Assert.Equal("070000000004" + "00000206", Convert.ToHexString(Abort.ByProvider(AbortReason.InvalidParameterValue).Write().Span));
        Assert.Equal(AssociateReject.LocalLimitExceeded, AssociateReject.Read(Body(AssociateReject.LocalLimitExceeded.Write())));
        Assert.Equal(Abort.ByUser, Abort.Read(Body(Abort.ByUser.Write())));
    }

    [Fact]
    public void A_request_cut_anywhere_is_refused_and_never_read_past_its_end()
    {
        byte[] whole = Convert.FromHexString(EchoscuRequest.Replace(" ", "", StringComparison.Ordinal));
        for (int length = 6; length < whole.Length; length++)
        {
            try
            {
                AssociateRequest.Read(new(whole, 6, length - 6)); // a cut between two items is a shorter request
            }
            catch (PduException e)
            {
                Assert.Equal(AbortReason.InvalidParameterValue, e.Reason);
            }
        }
    }

    [Fact]
    public void Even_and_repeated_context_identifiers_are_refused()
    {
        AssociateRequest request = new() { CalledAeTitle = "A", CallingAeTitle = "B", Contexts = [new(2, "1", ["1"])], User = new() };
        Assert.Throws<PduException>(() => AssociateRequest.Read(Body(request.Write())));
        request = request with { Contexts = [new(1, "1", ["1"]), new(1, "2", ["1"])] };
        Assert.Throws<PduException>(() => AssociateRequest.Read(Body(request.Write())));
    }

    private static ReadOnlySequence<byte> Body(ReadOnlyMemory<byte> pdu) => new(pdu[PduFrame.HeaderLength..]);
}
