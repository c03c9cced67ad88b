using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network;

public sealed partial class ClientAssociation
{
    /// <summary>The context for <see cref="RequestCommitmentAsync"/>.</summary>
    public static ProposedContext CommitmentContext { get; } = ProposedContext.Uncompressed(Uids.StorageCommitmentPushModel);

    /// <summary>The context for <see cref="ReportCommitmentAsync"/>: we are the SCP, though we asked for the association.</summary>
    public static ProposedContext CommitmentReportContext { get; } = CommitmentContext with { AsScu = false, AsScp = true };

    /// <summary>
    /// Asks the peer to take responsibility for instances: N-ACTION. PS3.4 §J.3.2. The report comes later, to <see cref="ClientServices.CommitmentReports"/>
    /// while this association lives, or to <see cref="DicomServices.CommitmentReports"/> on one that the peer asks for.
    /// </summary>
    /// <exception cref="DicomNetworkException">The association is over.</exception>
    public Task<DimseStatus> RequestCommitmentAsync(string transactionUid, IReadOnlyList<SopReference> instances, CancellationToken cancellationToken) => TellAsync(
        "N-ACTION", CommitmentContent.OfRequest(transactionUid, instances),
        id => CommandSet.Action(id, Uids.StorageCommitmentPushModel, Uids.StorageCommitmentPushModelInstance, CommitmentContent.RequestAction),
        cancellationToken);

    /// <summary>Reports to a peer that asked us for commitment: N-EVENT-REPORT. PS3.4 §J.3.3.</summary>
    /// <exception cref="DicomNetworkException">The association is over.</exception>
    public Task<DimseStatus> ReportCommitmentAsync(CommitmentReport report, CancellationToken cancellationToken) =>
        TellAsync("N-EVENT-REPORT", CommitmentContent.OfReport(report), id => CommitmentEvent.Command(id, report), cancellationToken);

    private async Task<DimseStatus> TellAsync(string name, DataSet content, Func<ushort, CommandSet> command, CancellationToken cancellationToken)
    {
        AcceptedContext context = _session.AnyContext(Uids.StorageCommitmentPushModel);
        using MemoryStream bytes = new(DataSetWriter.ToArray(content, TransferSyntax.Find(context.TransferSyntaxUid)!));
        return (await _session.Requests.ExchangeAsync(name, context, command, bytes, cancellationToken).ConfigureAwait(false)).Status;
    }
}
