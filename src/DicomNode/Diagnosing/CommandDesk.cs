using System.Collections.Concurrent;
using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Security;

namespace DicomNode.Diagnosing;

/// <summary>Beside the node: listens on its ports for as long as the question is open, if they are free. Where the node runs they are not.</summary>
internal sealed class CommandDesk(NodeOptions options, NodeCertificates certificates, PeerClient client, TimeProvider clock) : ICommitmentDesk, ICommitmentRegistry, IStoreHandler
{
    private static readonly TimeSpan s_holdFor = TimeSpan.FromSeconds(2), s_goodbye = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, CommitmentTransaction> _open = new(StringComparer.Ordinal);

    public string? Deafness { get; private set; }

    public async Task<CommitmentReport?> CommitAsync(PeerOptions peer, IReadOnlyList<SopReference> instances, TimeSpan wait, CancellationToken cancellationToken)
    {
        StorageCommitmentScu scu = new(this);
        await using DicomServer server = new(
            new()
            {
                AeTitle = options.Listener.AeTitle, Address = IPAddress.Parse(options.Listener.Address), Port = options.Listener.Port, Secure = certificates.Port(),
                AcceptsSopClass = _ => false, // nothing is received here
            },
            new DicomServices(this) { CommitmentReports = scu }, clock);
        bool listens = TryStart(server);
        CommitmentReport? report = await scu.CommitAsync(
            (services, token) => client.RequestAsync(peer, [ClientAssociation.CommitmentContext], services, token),
            CommitmentTransaction.Create(peer.AeTitle, instances), s_holdFor, listens ? wait : s_holdFor, cancellationToken);
        if (listens)
        {
            await server.StopAsync(s_goodbye, cancellationToken);
        }

        return report;
    }

    public Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken)
    {
        _open[transaction.TransactionUid] = transaction;
        return Task.CompletedTask;
    }

    public Task VoidedAsync(string transactionUid, CancellationToken cancellationToken)
    {
        _open.TryRemove(transactionUid, out _);
        return Task.CompletedTask;
    }

    public Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken) =>
        Task.FromResult(_open.TryGetValue(report.TransactionUid, out CommitmentTransaction? asked) && asked.ArchiveAeTitle == archiveAeTitle);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IInstanceSink>(new RefusedInstance(DimseStatus.SopClassNotSupported));

    private bool TryStart(DicomServer server)
    {
        try
        {
            server.Start();
            return true;
        }
        catch (ListenFailedException e)
        {
            Deafness = $"{e.Message.TrimEnd('.')}; if that is the node itself, ask it: POST /api/v1/peers/NAME/doctor, or the button of its page";
            return false;
        }
    }
}
