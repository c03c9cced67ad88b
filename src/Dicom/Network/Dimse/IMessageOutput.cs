using DicomNode.Dicom.Network.Associations;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Sends messages of one association, each as a whole: several may want to send at once.</summary>
internal interface IMessageOutput
{
    /// <param name="dataSet">Null: the command has none. Otherwise read to its end.</param>
    ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, CancellationToken cancellationToken);

    /// <summary>Sends a request of ours and waits for its one response.</summary>
    /// <returns>Null: the association is over, or the peer does not answer in time.</returns>
    Task<DimseStatus?> TryInvokeAsync(AcceptedContext context, Func<ushort, CommandSet> request, Stream dataSet, TimeSpan limit, CancellationToken cancellationToken);
}
