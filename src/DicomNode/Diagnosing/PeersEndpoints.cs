using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DicomNode.Diagnosing;

/// <summary>The peers, and the questions that an operator asks of them.</summary>
internal static class PeersEndpoints
{
    public static RouteGroupBuilder MapPeers(this RouteGroupBuilder api)
    {
        api.MapGet("/peers", (NodeOptions options) => TypedResults.Ok(options.Peers.Select(PeerView.Of).ToArray()))
            .WithSummary("The peers of the configuration.")
            .RequireAuthorization(Access.See);
        api.MapPost("/peers/{name}/echo", EchoAsync)
            .WithSummary("Asks a peer whether it is there (C-ECHO).")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.Operate);
        api.MapPost("/peers/{name}/doctor", ExamineAsync)
            .WithSummary("Finds out what is wrong between the node and a peer; with store=true it stores a test object there, which somebody has to delete.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .RequireAuthorization(Access.Operate);
        return api;
    }

    private static async Task<Results<Ok<PeerDiagnosis>, ProblemHttpResult>> ExamineAsync(
        NodeOptions options, PeerDoctor doctor, string name, bool? store, CancellationToken cancellationToken) => Find(options, name) is { } peer
            ? TypedResults.Ok(await doctor.ExamineAsync(peer, store ?? false, null, cancellationToken))
            : Unknown();

    private static async Task<Results<Ok<EchoView>, ProblemHttpResult>> EchoAsync(
        NodeOptions options, AssociationProbe probe, TimeProvider clock, string name, CancellationToken cancellationToken)
    {
        if (Find(options, name) is not { } peer)
        {
            return Unknown();
        }

        long start = clock.GetTimestamp();
        (bool ok, string text) = await AskAsync(new(peer, options), probe, cancellationToken);
        return TypedResults.Ok(new EchoView(ok, Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1), text));
    }

    private static async Task<(bool Ok, string Text)> AskAsync(Subject subject, AssociationProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            await using ClientAssociation association = await probe.RequestAsync(subject, [ProposedContext.Uncompressed(Uids.Verification)], ClientServices.None, cancellationToken);
            DimseStatus status = await association.EchoAsync(cancellationToken);
            await association.ReleaseAsync(cancellationToken);
            return (status.Category == DimseStatusCategory.Success, $"{association.Peer} answers {status}.");
        }
        catch (DicomNetworkException e)
        {
            return (false, e.Message);
        }
    }

    private static PeerOptions? Find(NodeOptions options, string name) => options.Peers.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ProblemHttpResult Unknown() => Problems.NotFound("No peer of the configuration has this name.");
}

/// <summary>A peer's answer to C-ECHO, or why there is none.</summary>
internal sealed record EchoView(bool Ok, double Milliseconds, string Text);

/// <summary>A peer as the configuration names it.</summary>
internal sealed record PeerView(string Name, string AeTitle, string Host, int Port, bool Tls, ReceiverName Profile, bool Query, ProofOfStorage Proof)
{
    public static PeerView Of(PeerOptions peer) => new(peer.Name, peer.AeTitle, peer.Host, peer.Port, peer.Tls is not null, peer.Profile, peer.Query, peer.Proof);
}
