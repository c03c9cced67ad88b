using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Query;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network.Calling;

/// <summary>Follows a C-MOVE or C-GET to its final response. PS3.7 §9.1.3–9.1.4.</summary>
internal static class Retrieval
{
    /// <summary>A caller who stops has the peer asked to stop; so long we wait for it to say that it did.</summary>
    private static readonly TimeSpan s_cancelTime = TimeSpan.FromSeconds(5);

    public static async Task<RetrieveOutcome> RunAsync(
        Invoker requests, string name, Invocation invocation, IProgress<SubOperations>? progress, CancellationToken cancellationToken)
    {
        SubOperations counts = default;
        using CancellationTokenSource giveUp = new();
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(
            _ =>
            {
                giveUp.CancelAfter(s_cancelTime);
                _ = requests.CancelAsync(name, invocation);
            },
            null);
        try
        {
            while (true)
            {
                DimseResponse response = await requests.NextAsync(name, invocation, giveUp.Token).ConfigureAwait(false);
                counts = Later(counts, response.Command.SubOperations);
                if (response.Status.Category != DimseStatusCategory.Pending)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return new(response.Status, counts, FailedUids(response), response.Command.ErrorComment);
                }

                progress?.Report(counts);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            requests.Close(invocation);
        }
    }

    /// <summary>A final response often leaves out counts that earlier ones had.</summary>
    private static SubOperations Later(SubOperations before, SubOperations now) =>
        new(now.Remaining, now.Completed ?? before.Completed, now.Failed ?? before.Failed, now.Warning ?? before.Warning);

    private static IReadOnlyList<string> FailedUids(DimseResponse response) =>
        [.. response.ReadDataSet().GetStrings(Tags.FailedSopInstanceUidList).Where(u => u.Length > 0)];
}
