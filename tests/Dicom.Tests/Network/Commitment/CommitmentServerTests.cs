using System.Net;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Commitment;

/// <summary>Storage commitment on our listener: as archive, and as the one whom an archive reports to.</summary>
public sealed class CommitmentServerTests : IAsyncDisposable
{
    private static readonly SopReference s_here = new(Uids.CtImageStorage, "1.2.3"), s_lost = new(Uids.CtImageStorage, "1.2.4");
    private readonly HandMovedClock _clock = new();
    private readonly Archive _archive = new();
    private readonly Reports _reports = new();
    private DicomServer? _server;

    [Fact]
    public async Task A_request_is_answered_and_reported_on_the_same_association()
    {
        await using ScriptedPeer peer = await ConnectAsync();
        await peer.SendMessageAsync(1, Action(), CommitmentContent.OfRequest("1.9", [s_here, s_lost]));
        CommandSet answer = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField.ActionResponse, DimseStatus.Success, Uids.StorageCommitmentPushModelInstance), (answer.Field!.Value, answer.Status!.Value, answer.AffectedSopInstanceUid));
        (CommitmentRequest request, ICommitmentReturnPath back) = await _archive.Asked.Task.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(("1.9", "TESTER"), (request.TransactionUid, request.Association.CallingAeTitle));
        Assert.Equal([s_here, s_lost], request.Instances);

        Task<bool> reporting = back.TryReportAsync(new("1.9", [s_here], [new(s_lost, CommitmentFailure.NoSuchObjectInstance)]), default);
        (CommandSet report, DataSet content) = await peer.ReceiveMessageAsync();
        Assert.Equal((CommandField.EventReportRequest, (ushort)2), (report.Field!.Value, report.EventTypeId));
        Assert.Equal(("1.9", "1.2.3", "1.2.4", 0x0112),
            (content.GetString(Tags.TransactionUid), Only(content, Tags.ReferencedSopSequence).GetString(Tags.ReferencedSopInstanceUid),
                Only(content, Tags.FailedSopSequence).GetString(Tags.ReferencedSopInstanceUid), Only(content, Tags.FailedSopSequence).GetInt32(Tags.FailureReason)));
        await peer.SendCommandAsync(1, report.Respond(DimseStatus.Success));
        Assert.True(await reporting);
    }

    [Fact]
    public async Task When_the_association_is_over_the_report_has_to_go_elsewhere()
    {
        ScriptedPeer peer = await ConnectAsync();
        await peer.SendMessageAsync(1, Action(), CommitmentContent.OfRequest("1.9", [s_here]));
        await peer.ReceiveCommandAsync();
        (_, ICommitmentReturnPath back) = await _archive.Asked.Task.WaitAsync(ScriptedPeer.Patience);
        await peer.SendAsync(ReleaseRequest.Write());
        await peer.ReceiveAsync(PduType.ReleaseResponse);
        Assert.False(await back.TryReportAsync(new("1.9", [s_here], []), default));
        await peer.DisposeAsync();
    }

    [Theory]
    [InlineData(Uids.StorageCommitmentPushModelInstance, 2, "1.9", "1.2.3", 0x0123)]
    [InlineData("1.2.3", 1, "1.9", "1.2.3", 0x0112)]
    [InlineData(Uids.StorageCommitmentPushModelInstance, 1, "../etc", "1.2.3", 0x0115)]
    [InlineData(Uids.StorageCommitmentPushModelInstance, 1, "1.9", "none", 0x0115)]
    public async Task A_request_that_makes_no_sense_is_refused_and_the_host_never_sees_it(string sopInstance, int action, string transaction, string instance, int status)
    {
        await using ScriptedPeer peer = await ConnectAsync();
        await peer.SendMessageAsync(
            1, CommandSet.Action(1, Uids.StorageCommitmentPushModel, sopInstance, (ushort)action), CommitmentContent.OfRequest(transaction, [new(Uids.CtImageStorage, instance)]));
        Assert.Equal(status, (await peer.ReceiveCommandAsync()).Status!.Value.Code);
        Assert.False(_archive.Asked.Task.IsCompleted);
    }

    [Fact]
    public async Task A_request_of_many_megabytes_is_refused_without_being_kept()
    {
        await using ScriptedPeer peer = await ConnectAsync();
        await peer.SendCommandAsync(1, Action());
        for (int i = 0; i <= 300; i++)
        {
            await peer.SendDataAsync(1, new byte[15000], isLast: i == 300);
        }

        Assert.Equal(DimseStatus.ResourceLimitation, (await peer.ReceiveCommandAsync()).Status);
    }

    [Fact]
    public async Task An_archive_reports_on_an_association_of_its_own_as_the_SCP()
    {
        await using ScriptedPeer peer = await ConnectAsync(new RoleSelection(Uids.StorageCommitmentPushModel, Scu: false, Scp: true));
        CommitmentReport report = new("1.9", [s_here], [new(s_lost, 0x0213)]);
        await peer.SendMessageAsync(1, CommandSet.EventReport(1, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 2), CommitmentContent.OfReport(report));
        CommandSet answer = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField.EventReportResponse, DimseStatus.Success), (answer.Field!.Value, answer.Status!.Value));
        (CommitmentReport came, string who) = Assert.Single(_reports.Came);
        Assert.Equal(("1.9", "TESTER"), (came.TransactionUid, who));
        Assert.Equal([s_here], came.Committed);
        Assert.Equal([new(s_lost, 0x0213)], came.Failed);
    }

    [Fact]
    public async Task An_event_that_does_not_exist_is_answered_0113H()
    {
        await using ScriptedPeer peer = await ConnectAsync();
        await peer.SendMessageAsync(1, CommandSet.EventReport(1, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 9), CommitmentContent.OfReport(new("1.9", [s_here], [])));
        Assert.Equal(DimseStatus.NoSuchEventType, (await peer.ReceiveCommandAsync()).Status);
        Assert.Empty(_reports.Came);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static CommandSet Action() => CommandSet.Action(1, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, 1);

    private static DataSet Only(DataSet content, Tag sequence) => Assert.Single(content.GetItems(sequence));

    private async Task<ScriptedPeer> ConnectAsync(params RoleSelection[] roles)
    {
        _server = new(new(), new DicomServices(new MemoryStore()) { Commitment = _archive, CommitmentReports = _reports }, _clock);
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        _ = _server.ServeAsync(ours, new(IPAddress.Loopback, 104), new(_clock, 1024));
        ScriptedPeer peer = new(theirs);
        await peer.SendAsync(new AssociateRequest
        {
            CalledAeTitle = "DICOMNODE",
            CallingAeTitle = "TESTER",
            Contexts = [new(1, Uids.StorageCommitmentPushModel, [Uids.ImplicitVrLittleEndian])],
            User = new() { MaxPduLength = 16384, RoleSelections = roles },
        }.Write());
        var accept = AssociateAccept.Read(new(await peer.ReceiveAsync(PduType.AssociateAccept)));
        Assert.Equal(ContextResult.Acceptance, Assert.Single(accept.Contexts).Result);
        Assert.Equal(roles, accept.User.RoleSelections);
        return peer;
    }

    private sealed class Archive : ICommitmentHandler
    {
        public TaskCompletionSource<(CommitmentRequest, ICommitmentReturnPath)> Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<DimseStatus> RequestedAsync(CommitmentRequest request, ICommitmentReturnPath returnPath, CancellationToken cancellationToken)
        {
            Asked.SetResult((request, returnPath));
            return ValueTask.FromResult(DimseStatus.Success);
        }
    }

    private sealed class Reports : ICommitmentReportHandler
    {
        public List<(CommitmentReport, string)> Came { get; } = [];

        public ValueTask<DimseStatus> ReportedAsync(CommitmentReport report, AssociationInfo association, CancellationToken cancellationToken)
        {
            Came.Add((report, association.CallingAeTitle));
            return ValueTask.FromResult(DimseStatus.Success);
        }
    }
}
