using System.Buffers;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Takes the messages of an association: a command, then, where the command announces one, a data set in fragments.</summary>
internal interface IMessageHandler
{
    ValueTask CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken);

    /// <summary>A fragment of the data set of the last command; valid during the call.</summary>
    ValueTask DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken);
}
