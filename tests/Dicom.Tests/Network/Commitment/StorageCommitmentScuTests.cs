using System.Net;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Commitment;

/// <summary>We ask an archive that does what the test says.</summary>
public sealed class StorageCommitmentScuTests
{
    private static readonly SopReference s_instance = new(Uids.CtImageStorage, "1.2.3");
    private readonly Registry _registry = new();
    private readonly CommitmentTransaction _transaction = CommitmentTransaction.Create("ARCHIVE", [s_instance]);

    [Fact]
    public async Task A_report_on_the_association_that_asked_is_the_answer()
    {
        StorageCommitmentScu scu = new(_registry);
        await using ScriptedPeer archive = Ask(scu, ScriptedPeer.Patience, ScriptedPeer.Patience, out Task<CommitmentReport?> asking);
        CommandSet request = await TakeRequestAsync(archive);
        await archive.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        await archive.SendMessageAsync(1, Event(77), CommitmentContent.OfReport(new(_transaction.TransactionUid, [s_instance], [])));
        Assert.Equal(DimseStatus.Success, (await archive.ReceiveCommandAsync()).Status);
        await archive.ReceiveAsync(PduType.ReleaseRequest);
        await archive.SendAsync(ReleaseResponse.Write());
        Assert.Equal([s_instance], (await asking)!.Committed);
        Assert.Equal(["opened", "reported by ARCHIVE"], _registry.Events);
    }

    [Fact]
    public async Task A_report_on_an_association_of_the_archives_own_is_as_good()
    {
        StorageCommitmentScu scu = new(_registry);
        await using ScriptedPeer archive = Ask(scu, TimeSpan.Zero, ScriptedPeer.Patience, out Task<CommitmentReport?> asking);
        CommandSet request = await TakeRequestAsync(archive);
        await archive.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        await archive.ReceiveAsync(PduType.ReleaseRequest);
        await archive.SendAsync(ReleaseResponse.Write());
        CommitmentReport report = new(_transaction.TransactionUid, [], [new(s_instance, 0x0112)]);
        Assert.Equal(DimseStatus.InvalidArgumentValue, await scu.ReportedAsync(report, From("IMPOSTOR"), default));
        Assert.False(asking.IsCompleted);
        Assert.Equal(DimseStatus.Success, await scu.ReportedAsync(report, From("ARCHIVE"), default)); // what the listener calls
        Assert.Equal([new(s_instance, 0x0112)], (await asking)!.Failed);
    }

    [Fact]
    public async Task Without_a_report_in_time_the_transaction_stays_open_for_a_later_one()
    {
        StorageCommitmentScu scu = new(_registry);
        await using ScriptedPeer archive = Ask(scu, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50), out Task<CommitmentReport?> asking);
        CommandSet request = await TakeRequestAsync(archive);
        await archive.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        await archive.ReceiveAsync(PduType.ReleaseRequest);
        await archive.SendAsync(ReleaseResponse.Write());
        Assert.Null(await asking);
        StorageCommitmentScu afterRestart = new(_registry);
        Assert.Equal(DimseStatus.Success, await afterRestart.ReportedAsync(new(_transaction.TransactionUid, [s_instance], []), From("ARCHIVE"), default));
    }

    [Fact]
    public async Task A_refusal_is_an_exception_and_voids_the_transaction()
    {
        await using ScriptedPeer archive = Ask(new(_registry), ScriptedPeer.Patience, ScriptedPeer.Patience, out Task<CommitmentReport?> asking);
        CommandSet request = await TakeRequestAsync(archive);
        await archive.SendCommandAsync(1, request.Respond(DimseStatus.ResourceLimitation));
        CommitmentRefusedException e = await Assert.ThrowsAsync<CommitmentRefusedException>(() => asking);
        Assert.True(e.IsTransient);
        Assert.Equal(["opened", "voided"], _registry.Events);
    }

    private static CommandSet Event(ushort messageId) => CommandSet.EventReport(messageId, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 1);

    private static AssociationInfo From(string aeTitle) => new(1, new(IPAddress.Loopback, 104), aeTitle, "DICOMNODE");

    private ScriptedPeer Ask(StorageCommitmentScu scu, TimeSpan holdFor, TimeSpan wait, out Task<CommitmentReport?> asking)
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        asking = scu.CommitAsync(
            (services, token) => new DicomClient(new()).RequestAsync(
                ours, new("ARCHIVE", "memory", 104), [new(Uids.StorageCommitmentPushModel, Uids.ImplicitVrLittleEndian)], services, token),
            _transaction, holdFor, wait, default);
        return new(theirs);
    }

    private async Task<CommandSet> TakeRequestAsync(ScriptedPeer archive)
    {
        await archive.AcceptAsync();
        (CommandSet request, DataSet content) = await archive.ReceiveMessageAsync();
        Assert.Equal((CommandField.ActionRequest, (ushort)1, Uids.StorageCommitmentPushModelInstance), (request.Field!.Value, request.ActionTypeId, request.RequestedSopInstanceUid));
        Assert.Equal(_transaction.TransactionUid, content.GetString(Tags.TransactionUid));
        Assert.Equal(s_instance.SopInstanceUid, Assert.Single(content.GetItems(Tags.ReferencedSopSequence)).GetString(Tags.ReferencedSopInstanceUid));
        return request;
    }

    private sealed class Registry : ICommitmentRegistry
    {
        private CommitmentTransaction? _open;

        public List<string> Events { get; } = [];

        public Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken)
        {
            _open = transaction;
            Events.Add("opened");
            return Task.CompletedTask;
        }

        public Task VoidedAsync(string transactionUid, CancellationToken cancellationToken)
        {
            Events.Add("voided");
            return Task.CompletedTask;
        }

        public Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken)
        {
            bool known = _open?.TransactionUid == report.TransactionUid && _open.ArchiveAeTitle == archiveAeTitle;
            Events.AddRange(known ? [$"reported by {archiveAeTitle}"] : []);
            return Task.FromResult(known);
        }
    }
}
