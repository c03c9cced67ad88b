using System.CommandLine;
using System.Diagnostics;
using DicomNode.Dicom.Network;

namespace DicomNode.Cli;

/// <summary><c>send</c>: files to a peer by C-STORE.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        Argument<string[]> inputs = new("input") { Description = "DICOM files, or folders with them.", HelpName = "DIR|FILE", Arity = ArgumentArity.OneOrMore };
        var to = PeerSymbols.AsOption("--to", "The peer to send to");
        Option<bool> json = CommonOptions.Json();
        Command command = new("send", "Sends DICOM files to a peer (C-STORE).") { inputs, json };
        to.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(inputs), to.Get(parsed), parsed.GetValue(json), parsed.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] inputs, CalledPeer peer, bool json, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        PeerAddress to = peer.Address;
        string[] files = [.. inputs.SelectMany(InputFiles.Of)];
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<FileOutcome> outcomes = await WorkProgress.RunAsync(
            console.Error, $"Sending {files.Length} files to {to}", progress => new FileSender(peer.Options).SendAsync(files, to, progress, cancellationToken));
        double seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3);
        FileOutcome[] failed = [.. outcomes.Where(o => o.Problem is not null)];
        int sent = outcomes.Count - failed.Length;
        if (json)
        {
            await console.Output.WriteLineAsync(Json.Of(new { ok = failed.Length == 0, sent, failed, seconds }));
        }
        else
        {
            foreach (FileOutcome outcome in failed)
            {
                await console.Error.WriteLineAsync($"{outcome.File}: {outcome.Problem}");
            }

            await console.Output.WriteLineAsync(
                $"{sent} of {files.Length} files sent to {to} in {seconds:0.0} s ({sent / Math.Max(seconds, 0.001):0} per second){(failed.Length == 0 ? "" : $", {failed.Length} failed")}.");
        }

        return failed.Length == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
