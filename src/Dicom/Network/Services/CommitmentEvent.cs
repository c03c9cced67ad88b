using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Takes the report of an archive that we asked for commitment: N-EVENT-REPORT, the peer being the SCP. PS3.4 §J.3.3.</summary>
internal sealed class CommitmentEvent(IncomingRequest request, ICommitmentReportHandler handler) : IServiceOperation
{
    private const int MaxLength = 4 * 1024 * 1024;

    private readonly WholeMessage _message = new(request, MaxLength);

    /// <summary>The command of a report of ours.</summary>
    public static CommandSet Command(ushort messageId, CommitmentReport report) => CommandSet.EventReport(
        messageId, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance,
        report.Failed.Count == 0 ? CommitmentContent.AllCommittedEvent : CommitmentContent.FailuresExistEvent);

    public ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        _message.Add(fragment);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken)
    {
        DimseStatus status = Objection()
            ?? (_message.Read() is DataSet dataSet && CommitmentContent.ReadReport(dataSet) is { } report
                ? await handler.ReportedAsync(report, request.Association, cancellationToken).ConfigureAwait(false)
                : DimseStatus.InvalidArgumentValue);
        await output.SendAsync(request.Context.Id, request.Command.Respond(status), null, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DimseStatus? Objection() =>
        request.Command.AffectedSopClassUid != Uids.StorageCommitmentPushModel ? DimseStatus.SopClassNotSupported
        : request.Command.EventTypeId is not (CommitmentContent.AllCommittedEvent or CommitmentContent.FailuresExistEvent) ? DimseStatus.NoSuchEventType
        : _message.IsOverLimit ? DimseStatus.ResourceLimitation
        : null;
}
