using System.CommandLine;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary><c>get</c>: fetches what matches into a folder, over the connection that asks for it. C-GET, PS3.4 Annex C.</summary>
internal static class GetCommand
{
    public static Command Create()
    {
        var peer = PeerSymbols.AsArgument();
        QuerySymbols query = new();
        Option<string> output = new("--out") { Description = "Where the files go, one per instance, named by its UID. Made when it is not there.", HelpName = "DIR", Required = true };
        Option<bool> json = CommonOptions.Json();
        Command command = new("get", "Fetches what matches from a peer (C-GET).") { output, json };
        peer.AddTo(command);
        query.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            peer.Get(parsed), query.Get(parsed), parsed.GetRequiredValue(output), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CalledPeer peer, Question query, string output, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        FolderStore store = new(Directory.CreateDirectory(output).FullName);
        ProposedContext[] contexts =
        [
            ProposedContext.Uncompressed(query.Model.GetSopClassUid),
            .. StorageClasses.Common.Take(ProposedContext.MaxPerAssociation - 1).Select(c => ProposedContext.Uncompressed(c) with { AsScp = true }),
        ];
        await using ClientAssociation association = await new DicomClient(peer.Options).RequestAsync(peer.Address, contexts, new() { Store = store }, cancellationToken);
        RetrieveOutcome outcome = await WorkProgress.RunAsync(
            console.Error, $"Fetching from {peer.Address}",
            progress => association.GetAsync(query.Model, query.Identifier, RetrieveReport.Of(progress), cancellationToken));
        await association.ReleaseAsync(cancellationToken);
        return await RetrieveReport.WriteAsync(outcome, $"{peer.Address} to {output} ({store.Files} files)", json, console);
    }
}
