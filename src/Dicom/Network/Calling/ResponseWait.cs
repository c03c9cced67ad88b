using DicomNode.Dicom.Network.Associations;

namespace DicomNode.Dicom.Network.Calling;

internal static class ResponseWait
{
    /// <summary>Waits for the response, or for the end of the association, whichever comes first; a response that came before the end counts.</summary>
    public static async Task<T> WaitAsync<T>(this Task<T> response, TaskCompletionSource<AssociationEnd> ended, CancellationToken cancellationToken)
    {
        await Task.WhenAny(response, ended.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        return response.IsCompleted ? await response.ConfigureAwait(false) : throw new AssociationEndedException();
    }
}
