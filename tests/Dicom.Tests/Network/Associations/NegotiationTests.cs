using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Associations;

public class NegotiationTests
{
    private static readonly Func<IReadOnlyList<string>, string?> s_ours =
        new DicomServerOptions { TransferSyntaxes = [Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian] }.ChooseTransferSyntax;

    [Fact]
    public void The_acceptors_order_decides_not_the_requestors() =>
        Assert.Equal(Uids.ExplicitVrLittleEndian, Answer(Uids.CtImageStorage, Uids.ImplicitVrLittleEndian, Uids.ExplicitVrLittleEndian).TransferSyntax);

    [Fact]
    public void An_unknown_class_and_an_unknown_transfer_syntax_are_refused_with_their_own_reasons()
    {
        Assert.Equal(ContextResult.AbstractSyntaxNotSupported, Answer("1.2.3", Uids.ImplicitVrLittleEndian).Result);
        Assert.Equal(ContextResult.TransferSyntaxesNotSupported, Answer(Uids.CtImageStorage, "1.2.3").Result);
        Assert.Equal(ContextResult.TransferSyntaxesNotSupported, Answer(Uids.CtImageStorage).Result);
    }

    [Fact]
    public void Every_context_gets_its_own_answer_in_the_order_of_the_proposal()
    {
        IReadOnlyList<PresentationContextResult> results = Negotiation.Answer(
            [new(5, Uids.CtImageStorage, ["1.2.3"]), new(1, Uids.CtImageStorage, [Uids.ImplicitVrLittleEndian])], [], Serves);
        Assert.Equal([(5, ContextResult.TransferSyntaxesNotSupported), (1, ContextResult.Acceptance)], results.Select(r => ((int)r.Id, r.Result)));
    }

    /// <summary>PS3.7 Table D.3-9: what the requestor proposes to be, and what of it we agree to.</summary>
    [Theory]
    [InlineData(Uids.CtImageStorage, true, false, ContextResult.Acceptance, true, false)]
    [InlineData(Uids.CtImageStorage, true, true, ContextResult.Acceptance, true, false)]
    [InlineData(Uids.CtImageStorage, false, true, ContextResult.UserRejection, false, false)] // we never send by C-STORE on an association that was asked for
    [InlineData(Uids.StorageCommitmentPushModel, false, true, ContextResult.Acceptance, false, true)] // an archive that reports
    [InlineData(Uids.StorageCommitmentPushModel, true, true, ContextResult.Acceptance, true, true)]
    [InlineData(Uids.CtImageStorage, false, false, ContextResult.UserRejection, false, false)]
    public void Roles_are_agreed_to_where_the_other_side_of_them_is_ours(string sopClass, bool scu, bool scp, object result, bool agreedScu, bool agreedScp)
    {
        RoleSelection proposed = new(sopClass, scu, scp);
        Assert.Equal(result, Negotiation.Answer([new(1, sopClass, [Uids.ImplicitVrLittleEndian])], [proposed], Serves)[0].Result);
        Assert.Equal([new RoleSelection(sopClass, agreedScu, agreedScp)], Negotiation.AnswerRoles([proposed, proposed], Serves));
    }

    [Fact]
    public void A_role_of_an_unknown_class_gets_no_answer() => Assert.Empty(Negotiation.AnswerRoles([new("1.2.3", true, true)], Serves));

    [Theory]
    [InlineData(Uids.CtImageStorage, true)]
    [InlineData(Uids.SegmentationStorage, true)]
    [InlineData(Uids.RtStructureSetStorage, true)]
    [InlineData("1.2.840.10008.1.20.1", false)] // storage commitment
    [InlineData("1.2.840.10008.1.3.10", false)] // DICOMDIR
    [InlineData(Uids.Verification, false)]
    [InlineData("1.2.840.10008.5.1.4.1.2.2.1", false)] // study root find
    [InlineData("1.2.3", false)]
    public void Storage_classes_are_those_of_the_standard(string uid, bool isStorage) => Assert.Equal(isStorage, StorageClasses.Contains(uid));

    private static PresentationContextResult Answer(string abstractSyntax, params string[] transferSyntaxes) =>
        Negotiation.Answer([new(1, abstractSyntax, transferSyntaxes)], [], Serves)[0];

    private static ServedClass? Serves(string sopClass) =>
        StorageClasses.Contains(sopClass) ? new(AsScp: true, AsScu: false, s_ours)
        : sopClass == Uids.StorageCommitmentPushModel ? new(AsScp: true, AsScu: true, s_ours)
        : null;
}
