using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Which service answers a command on a presentation context of a SOP class: the one place that knows what a server offers.</summary>
internal sealed class ServiceTable(params IReadOnlyList<ServiceTable.Row> rows)
{
    public static ServiceTable Of(DicomServices services, DicomServerOptions options) => new(
        new(sopClass => sopClass == Uids.Verification, CommandField.EchoRequest, request => new EchoScp(request)),
        new(options.AcceptsSopClass, CommandField.StoreRequest, request => new StoreScp(request, services.Store, options.Observer)));

    /// <summary>Some service is there for the SOP class: its presentation context can be accepted.</summary>
    public bool Serves(string sopClassUid) => rows.Any(r => r.Serves(sopClassUid));

    /// <summary>Begins the operation that the request asks for; one that nobody serves is answered 0211H.</summary>
    public IServiceOperation Begin(IncomingRequest request)
    {
        Row? row = rows.FirstOrDefault(r => r.Command == request.Command.Field && r.Serves(request.Context.SopClassUid));
        return row?.Begin(request) ?? new Refusal(request, DimseStatus.UnrecognizedOperation);
    }

    /// <param name="Serves">Asked with the abstract syntax of a presentation context.</param>
    internal sealed record Row(Func<string, bool> Serves, CommandField Command, Func<IncomingRequest, IServiceOperation> Begin);
}
