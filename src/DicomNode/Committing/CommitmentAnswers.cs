using System.Data.Common;
using System.Threading.Channels;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;

namespace DicomNode.Committing;

/// <summary>
/// Storage commitment as SCP: requests of peers of the configuration are verified behind the answer, and reported on the association that asked,
/// or on a new one to the peer. A request that a restart interrupts gets no report; the peer asks again, as it has to when none comes.
/// </summary>
internal sealed class CommitmentAnswers(
    CommitmentVerifier verifier, PeerClient client, NodeOptions options, TimeProvider clock, ILogger<CommitmentAnswers> logger) : BackgroundService, ICommitmentHandler
{
    private const int MostWaiting = 200, AtOnce = 4;
    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private readonly Channel<(CommitmentRequest Request, ICommitmentReturnPath Back)> _waiting = Channel.CreateBounded<(CommitmentRequest, ICommitmentReturnPath)>(MostWaiting);

    public ValueTask<DimseStatus> RequestedAsync(CommitmentRequest request, ICommitmentReturnPath returnPath, CancellationToken cancellationToken)
    {
        DimseStatus status = PeerOf(request) is null ? DimseStatus.NotAuthorized
            : _waiting.Writer.TryWrite((request, returnPath)) ? DimseStatus.Success
            : DimseStatus.ResourceLimitation;
        CommittingLog.Requested(logger, request.TransactionUid, request.Association.CallingAeTitle, request.Instances.Count, status.ToString());
        return ValueTask.FromResult(status);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (waiting, token) => await AnswerAsync(waiting.Request, waiting.Back, token));

    private async Task AnswerAsync(CommitmentRequest request, ICommitmentReturnPath back, CancellationToken cancellationToken)
    {
        CommitmentReport report;
        try
        {
            report = await verifier.VerifyAsync(request, cancellationToken);
        }
        catch (DbException e)
        {
            CommittingLog.NotReported(logger, request.TransactionUid, request.Association.CallingAeTitle, $"the index cannot be read: {e.Message}");
            return;
        }

        bool taken = await back.TryReportAsync(report, cancellationToken) || await ReportElsewhereAsync(request, report, cancellationToken);
        if (taken)
        {
            CommittingLog.Reported(logger, request.TransactionUid, request.Association.CallingAeTitle, report.Committed.Count, report.Failed.Count);
        }
    }

    private async Task<bool> ReportElsewhereAsync(CommitmentRequest request, CommitmentReport report, CancellationToken cancellationToken)
    {
        string why = "";
        foreach (TimeSpan pause in s_pauses)
        {
            try
            {
                await using ClientAssociation association = await client.RequestAsync(
                    PeerOf(request)!, [ClientAssociation.CommitmentReportContext], ClientServices.None, cancellationToken);
                DimseStatus status = await association.ReportCommitmentAsync(report, cancellationToken);
                await association.ReleaseAsync(cancellationToken);
                if (status.Category is DimseStatusCategory.Success or DimseStatusCategory.Warning)
                {
                    return true;
                }

                why = $"it answers {status}";
                break; // it has heard the report and does not want it
            }
            catch (DicomNetworkException e)
            {
                why = e.Message;
                if (!e.IsTransient)
                {
                    break;
                }
            }

            await Task.Delay(pause, clock, cancellationToken);
        }

        CommittingLog.NotReported(logger, request.TransactionUid, request.Association.CallingAeTitle, why);
        return false;
    }

    private PeerOptions? PeerOf(CommitmentRequest request) => options.Peers.FirstOrDefault(p => p.AeTitle == request.Association.CallingAeTitle);
}
