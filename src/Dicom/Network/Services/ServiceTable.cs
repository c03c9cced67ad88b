using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Which service answers a command on a presentation context of a SOP class: the one place that knows what we do for a peer.</summary>
internal sealed class ServiceTable(params IReadOnlyList<ServiceTable.Row> rows)
{
    private static readonly string[] s_uncompressed = [Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian];

    public bool IsEmpty => rows.Count == 0;

    public static ServiceTable Of(DicomServices services, DicomServerOptions options, TimeProvider clock)
    {
        List<Row> rows =
        [
            new(sopClass => sopClass == Uids.Verification, CommandField.EchoRequest, request => new EchoScp(request)),
            Storage(services.Store, options.AcceptsSopClass, options.ChooseTransferSyntax, options.Observer),
        ];
        if (services.Query is { } query)
        {
            rows.Add(new(
                sopClass => sopClass == QueryModel.StudyRoot.FindSopClassUid, CommandField.FindRequest,
                request => new FindScp(request, query, options.Observer, options.LongestQuery, clock)));
        }

        if (services.Commitment is { } commitment)
        {
            rows.Add(new(IsCommitment, CommandField.ActionRequest, request => new CommitmentScp(request, commitment)));
        }

        return new([.. rows, .. Reports(services.CommitmentReports)]);
    }

    /// <summary>What a peer may send on an association that we asked for.</summary>
    public static ServiceTable Of(ClientServices services)
    {
        Row[] storage = services.Store is null ? [] : [Storage(services.Store, StorageClasses.Contains, Uncompressed, services.Observer)];
        return new([.. storage, .. Reports(services.CommitmentReports)]);
    }

    /// <summary>What is done for the SOP class; null: nothing.</summary>
    public ServedClass? Find(string sopClassUid)
    {
        Row[] serving = [.. rows.Where(r => r.Serves(sopClassUid))];
        return serving.Length == 0 ? null : new(serving.Any(r => !r.PeerIsScp), serving.Any(r => r.PeerIsScp), serving[0].ChooseTransferSyntax);
    }

    /// <summary>Begins the operation that the request asks for; one that nobody serves is answered 0211H.</summary>
    public IServiceOperation Begin(IncomingRequest request)
    {
        Row? row = rows.FirstOrDefault(r => r.Command == request.Command.Field && r.Serves(request.Context.SopClassUid));
        return row?.Begin(request) ?? new Refusal(request, DimseStatus.UnrecognizedOperation);
    }

    private static Row[] Reports(ICommitmentReportHandler? handler) => handler is null
        ? []
        : [new(IsCommitment, CommandField.EventReportRequest, request => new CommitmentEvent(request, handler)) { PeerIsScp = true }];

    private static bool IsCommitment(string sopClassUid) => sopClassUid == Uids.StorageCommitmentPushModel;

    private static Row Storage(IStoreHandler handler, Func<string, bool> serves, Func<IReadOnlyList<string>, string?> choose, INetworkObserver observer) =>
        new(serves, CommandField.StoreRequest, request => new StoreScp(request, handler, observer)) { ChooseTransferSyntax = choose };

    private static string? Uncompressed(IReadOnlyList<string> proposed) => s_uncompressed.FirstOrDefault(proposed.Contains);

    /// <param name="Serves">Asked with the abstract syntax of a presentation context.</param>
    internal sealed record Row(Func<string, bool> Serves, CommandField Command, Func<IncomingRequest, IServiceOperation> Begin)
    {
        /// <summary>Which of those that a context proposes is taken.</summary>
        public Func<IReadOnlyList<string>, string?> ChooseTransferSyntax { get; init; } = Uncompressed;

        /// <summary>The peer performs and we take its reports: N-EVENT-REPORT.</summary>
        public bool PeerIsScp { get; init; }
    }
}
