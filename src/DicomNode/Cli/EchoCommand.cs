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
        var peer = PeerSymbols.AsArgument();
        Command command = new("echo", "Asks a peer whether it is there (C-ECHO).");
        peer.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(peer.Get(parsed), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CalledPeer peer, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        DicomClient client = new(peer.Options);
        await using ClientAssociation association = await client.RequestAsync(
            peer.Address, [new ProposedContext(Uids.Verification, Uids.ImplicitVrLittleEndian)], cancellationToken);
        DimseStatus status = await association.EchoAsync(cancellationToken);
        await association.ReleaseAsync(cancellationToken);
        await console.Output.WriteLineAsync($"{peer.Address} answers {status} after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms.");
        return status.Category == DimseStatusCategory.Success ? ExitCode.Done : ExitCode.Failed;
    }
}
