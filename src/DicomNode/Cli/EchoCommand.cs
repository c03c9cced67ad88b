using System.CommandLine;
using System.Diagnostics;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;

namespace DicomNode.Cli;

/// <summary><c>echo</c>: asks a peer whether it is there. C-ECHO, PS3.4 Annex A.</summary>
internal static class EchoCommand
{
    public static Command Create()
    {
        Argument<PeerAddress> peer = CommonOptions.Peer();
        Option<string> callingAeTitle = CommonOptions.CallingAeTitle();
        Command command = new("echo", "Asks a peer whether it is there (C-ECHO).") { peer, callingAeTitle };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(peer), parsed.GetRequiredValue(callingAeTitle), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(PeerAddress peer, string callingAeTitle, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        DicomClient client = new(new DicomClientOptions { AeTitle = callingAeTitle });
        await using ClientAssociation association = await client.RequestAsync(
            peer, [new ProposedContext(Uids.Verification, Uids.ImplicitVrLittleEndian)], cancellationToken);
        DimseStatus status = await association.EchoAsync(cancellationToken);
        await association.ReleaseAsync(cancellationToken);
        await console.Output.WriteLineAsync($"{peer} answers {status} after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms.");
        return status.Category == DimseStatusCategory.Success ? ExitCode.Done : ExitCode.Failed;
    }
}
