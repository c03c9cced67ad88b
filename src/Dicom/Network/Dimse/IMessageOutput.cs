namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Sends messages of one association, each as a whole: several may want to send at once.</summary>
internal interface IMessageOutput
{
    /// <param name="dataSet">Null: the command has none. Otherwise read to its end.</param>
    ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, CancellationToken cancellationToken);
}
