using System.CommandLine;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Cli;

/// <summary>How a retrieval goes, and what became of it.</summary>
internal static class RetrieveReport
{
    public static async Task<int> WriteAsync(RetrieveOutcome outcome, string what, bool json, InvocationConfiguration console)
    {
        SubOperations counts = outcome.SubOperations;
        if (json)
        {
            await console.Output.WriteLineAsync(Json.Of(new
            {
                ok = outcome.IsComplete, status = outcome.Status.ToString(), comment = outcome.ErrorComment,
                completed = counts.Completed, failed = counts.Failed, warning = counts.Warning, failedInstances = outcome.FailedSopInstanceUids,
            }));
        }
        else
        {
            string comment = outcome.ErrorComment is null ? "" : $", \"{outcome.ErrorComment}\"";
            await console.Output.WriteLineAsync($"{what}: {counts.Completed ?? 0} completed, {counts.Failed ?? 0} failed, {counts.Warning ?? 0} with a warning; the peer says {outcome.Status}{comment}.");
            foreach (string uid in outcome.FailedSopInstanceUids)
            {
                await console.Error.WriteLineAsync($"Failed: {uid}");
            }
        }

        return outcome.IsComplete ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The fraction of the sub-operations that are behind us.</summary>
    public static IProgress<SubOperations> Of(IProgress<(double Fraction, string What)> progress) => new Fractions(progress);

    private sealed class Fractions(IProgress<(double Fraction, string What)> progress) : IProgress<SubOperations>
    {
        public void Report(SubOperations value)
        {
            int done = (value.Completed ?? 0) + (value.Failed ?? 0) + (value.Warning ?? 0);
            progress.Report(((double)done / Math.Max(1, done + (value.Remaining ?? 0)), ""));
        }
    }
}
