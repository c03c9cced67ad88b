using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Our client to DCMTK's storescp.</summary>
public sealed class StoreScpReceiverTests(StoreScpPeer peer) : IClassFixture<StoreScpPeer>, IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Many_instances_go_over_one_association_and_arrive_byte_for_byte()
    {
        await using ClientAssociation association = await OpenAsync(Uids.CtImageStorage, Uids.Verification);
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(default));
        for (int i = 0; i < 10; i++)
        {
            string file = _folder.Combine($"{i}.dcm");
            string uid = TestInstances.Write(file, 5000 + i, TransferSyntax.ExplicitVrLittleEndian);
            await using FileStream stream = File.OpenRead(file);
            stream.Position = Part10Header.Read(file).DataSetOffset;
            StoreResponse response = await association.StoreAsync(new(Uids.CtImageStorage, uid, Uids.ExplicitVrLittleEndian, stream), default);
            Assert.True(response.Status == DimseStatus.Success, $"{response}\n{peer.Log}");
            string there = Assert.Single(peer.ReceivedFiles, f => f.EndsWith(uid, StringComparison.Ordinal));
            Assert.Equal(TestInstances.DataSetSha256(file), TestInstances.DataSetSha256(there));
        }

        await association.ReleaseAsync(default);
    }

    [Fact]
    public async Task A_class_that_storescp_does_not_know_is_refused_at_negotiation_and_named()
    {
        await using ClientAssociation association = await OpenAsync("1.2.3.4.5", Uids.Verification);
        PresentationContextRefusedException e = await Assert.ThrowsAsync<PresentationContextRefusedException>(
            () => association.StoreAsync(new("1.2.3.4.5", "2.25.9", Uids.ExplicitVrLittleEndian, Stream.Null), default));
        Assert.Equal("1.2.3.4.5", e.SopClassUid);
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(default));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ClientAssociation> OpenAsync(params string[] classes) => new DicomClient(new()).RequestAsync(
        new(peer.AeTitle, "127.0.0.1", peer.EndPoint.Port),
        ProposedContext.OnePerTransferSyntax(classes, Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian),
        default);
}
