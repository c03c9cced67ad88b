using System.CommandLine;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary><c>move</c>: has a peer send what matches to a third party, or to this node. C-MOVE, PS3.4 Annex C.</summary>
internal static class MoveCommand
{
    public static Command Create()
    {
        var peer = PeerSymbols.AsArgument();
        QuerySymbols query = new();
        Option<string> to = new("--to") { Description = "AE title that the peer should send to; it has to know where that is.", HelpName = "AET", Required = true };
        to.Validators.Add(result =>
        {
            if (!AeTitle.IsValid(result.Tokens[0].Value))
            {
                result.AddError($"--to {result.Tokens[0].Value}: allowed is an AE title, 1 to 16 printable characters without a backslash.");
            }
        });
        Option<bool> json = CommonOptions.Json();
        Command command = new("move", "Has a peer send what matches to an AE title (C-MOVE).") { to, json };
        peer.AddTo(command);
        query.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            peer.Get(parsed), query.Get(parsed), parsed.GetRequiredValue(to), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CalledPeer peer, Question query, string to, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        await using ClientAssociation association = await new DicomClient(peer.Options).RequestAsync(
            peer.Address, [ProposedContext.Uncompressed(query.Model.MoveSopClassUid)], cancellationToken);
        RetrieveOutcome outcome = await WorkProgress.RunAsync(
            console.Error, $"{peer.Address} sends to {to}",
            progress => association.MoveAsync(query.Model, query.Identifier, to, RetrieveReport.Of(progress), cancellationToken));
        await association.ReleaseAsync(cancellationToken);
        return await RetrieveReport.WriteAsync(outcome, $"{peer.Address} to {to}", json, console);
    }
}
