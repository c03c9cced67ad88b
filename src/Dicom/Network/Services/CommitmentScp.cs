using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Takes one request for storage commitment: N-ACTION of the Push Model. PS3.4 §J.3.2.</summary>
internal sealed class CommitmentScp(IncomingRequest request, ICommitmentHandler handler) : IServiceOperation
{
    /// <summary>Some thirty thousand instances.</summary>
    private const int MaxLength = 4 * 1024 * 1024;

    /// <summary>For the peer to answer the report on the association that asked for it; then a new one is tried.</summary>
    private static readonly TimeSpan s_reportTime = TimeSpan.FromSeconds(30);

    private readonly WholeMessage _message = new(request, MaxLength);

    public ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        _message.Add(fragment);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken)
    {
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            DimseStatus status = Objection()
                ?? (_message.Read() is DataSet dataSet && CommitmentContent.ReadRequest(dataSet, request.Association) is { } asked
                    ? await handler.RequestedAsync(asked, new ReturnPath(output, request, answered.Task), cancellationToken).ConfigureAwait(false)
                    : DimseStatus.InvalidArgumentValue);
            await output.SendAsync(request.Context.Id, request.Command.Respond(status), null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            answered.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DimseStatus? Objection() =>
        request.Command.RequestedSopClassUid != Uids.StorageCommitmentPushModel ? DimseStatus.SopClassNotSupported
        : request.Command.RequestedSopInstanceUid != Uids.StorageCommitmentPushModelInstance ? DimseStatus.NoSuchSopInstance
        : request.Command.ActionTypeId != CommitmentContent.RequestAction ? DimseStatus.NoSuchActionType
        : _message.IsOverLimit ? DimseStatus.ResourceLimitation
        : null;

    private sealed class ReturnPath(IMessageOutput output, IncomingRequest request, Task answered) : ICommitmentReturnPath
    {
        public async Task<bool> TryReportAsync(CommitmentReport report, CancellationToken cancellationToken)
        {
            await answered.WaitAsync(cancellationToken).ConfigureAwait(false);
            using MemoryStream bytes = new(DataSetWriter.ToArray(CommitmentContent.OfReport(report), TransferSyntax.Find(request.Context.TransferSyntaxUid)!));
            DimseStatus? status = await output.TryInvokeAsync(request.Context, id => CommitmentEvent.Command(id, report), bytes, s_reportTime, cancellationToken).ConfigureAwait(false);
            return status is { Category: DimseStatusCategory.Success or DimseStatusCategory.Warning };
        }
    }
}
