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
    /// <summary>Reports that a peer does not take are tried again for minutes; so many may do that while others are answered.</summary>
    private const int MostWaiting = 200, MostUnderWay = 50;

    /// <summary>Every byte is read, from the disk that instances are written to.</summary>
    private const int MostVerifying = 4;

    private static readonly TimeSpan[] s_pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private readonly SemaphoreSlim _verifying = new(MostVerifying, MostVerifying);
    private readonly Channel<(CommitmentRequest Request, ICommitmentReturnPath Back)> _waiting = Channel.CreateBounded<(CommitmentRequest, ICommitmentReturnPath)>(MostWaiting);

    public ValueTask<DimseStatus> RequestedAsync(CommitmentRequest request, ICommitmentReturnPath returnPath, CancellationToken cancellationToken)
    {
        DimseStatus status = PeerOf(request) is null ? DimseStatus.NotAuthorized
            : _waiting.Writer.TryWrite((request, returnPath)) ? DimseStatus.Success
            : DimseStatus.ResourceLimitation;
        CommittingLog.Requested(logger, request.TransactionUid, request.Association.CallingAeTitle, request.Instances.Count, status.ToString());
        return ValueTask.FromResult(status);
    }

    public override void Dispose()
    {
        base.Dispose();
        _verifying.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _waiting.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = MostUnderWay, CancellationToken = stoppingToken },
        async (waiting, token) => await AnswerAsync(waiting.Request, waiting.Back, token));

    private async Task AnswerAsync(CommitmentRequest request, ICommitmentReturnPath back, CancellationToken cancellationToken)
    {
        try
        {
            CommitmentReport report = await VerifyAsync(request, cancellationToken);
            if (await back.TryReportAsync(report, cancellationToken) || await ReportElsewhereAsync(request, report, cancellationToken))
            {
                CommittingLog.Reported(logger, request.TransactionUid, request.Association.CallingAeTitle, report.Committed.Count, report.Failed.Count);
            }
        }
        catch (DbException e)
        {
            CommittingLog.NotReported(logger, request.TransactionUid, request.Association.CallingAeTitle, $"the index cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException) // the unit of work ends here: the other requests are answered
        {
            CommittingLog.Faulted(logger, request.TransactionUid, request.Association.CallingAeTitle, e);
        }
    }

    private async Task<CommitmentReport> VerifyAsync(CommitmentRequest request, CancellationToken cancellationToken)
    {
        await _verifying.WaitAsync(cancellationToken);
        try
        {
            return await verifier.VerifyAsync(request, cancellationToken);
        }
        finally
        {
            _verifying.Release();
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
