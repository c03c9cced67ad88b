using DicomNode.Cli;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using Xunit;

namespace DicomNode.Tests.Cli;

public class SendBatchTests
{
    [Fact]
    public void An_uncompressed_file_is_proposed_as_it_is_and_in_the_other_encodings_each_by_itself()
    {
        SendBatch batch = Assert.Single(SendBatch.Of([File("1.2", Uids.ImplicitVrLittleEndian), File("1.2", Uids.ExplicitVrBigEndian)]));
        Assert.Equal(
            [Uids.ImplicitVrLittleEndian, Uids.ExplicitVrLittleEndian, Uids.ExplicitVrBigEndian], batch.Contexts.Select(c => Assert.Single(c.TransferSyntaxUids)));
    }

    [Fact]
    public void A_compressed_file_is_proposed_as_it_is_only() =>
        Assert.Equal(Uids.JpegBaseline8Bit, Assert.Single(Assert.Single(Assert.Single(SendBatch.Of([File("1.2", Uids.JpegBaseline8Bit)])).Contexts).TransferSyntaxUids));

    [Fact]
    public void What_does_not_fit_the_128_contexts_of_an_association_goes_over_another()
    {
        OutgoingFile[] files = [.. Enumerable.Range(1, 150).SelectMany(c => new[] { File($"1.2.{c}", Uids.ExplicitVrLittleEndian), File("1.2.1", Uids.ExplicitVrLittleEndian) })];
        IReadOnlyList<SendBatch> batches = SendBatch.Of(files);
        Assert.Equal([128, 128, 44], batches.Select(b => b.Contexts.Count)); // 150 classes, two encodings each
        Assert.All(batches, b => Assert.InRange(b.Contexts.Count, 1, ProposedContext.MaxPerAssociation));
        Assert.Equal(files.Length, batches.Sum(b => b.Files.Count));
        Assert.All(batches, b => Assert.All(b.Files, f => Assert.Contains(b.Contexts, c => c.SopClassUid == f.SopClassUid && c.TransferSyntaxUids[0] == f.TransferSyntaxUid)));
    }

    [Fact]
    public void Nothing_needs_no_association() => Assert.Empty(SendBatch.Of([]));

    private static OutgoingFile File(string sopClassUid, string transferSyntaxUid) => new("f", sopClassUid, "1.2.3", transferSyntaxUid, 0);
}
