using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>
/// Sends a request and the data set that belongs to it. One pinned buffer for the life of the association: the data set is read
/// behind the headers of its PDU, and headers and data, the first time with the command in front, go out in one send.
/// </summary>
internal sealed class MessageSender
{
    private const int RoomForCommand = 1024;

    private readonly Association _association;
    private readonly int _maxPduLength;
    private readonly int _capacity;
    private byte[]? _buffer; // taken with the first data set: an acceptor rarely sends one

    /// <param name="maxPduLength">Of the P-DATA-TF bodies that the peer takes.</param>
    public MessageSender(Association association, int maxPduLength)
    {
        _association = association;
        _maxPduLength = maxPduLength;
        _capacity = DataPdu.Capacity(maxPduLength);
    }

    /// <param name="dataSet">Null: the command has none. Otherwise read to its end.</param>
    /// <param name="beforeSend">Called before each send: the peer has to take it in a time that starts now.</param>
    public async ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, Action beforeSend, CancellationToken cancellationToken)
    {
        byte[] commandPdus = DataPdu.WriteCommand(contextId, command.ToArray(), _maxPduLength);
        if (dataSet is null)
        {
            beforeSend();
            await PutAsync(commandPdus, cancellationToken).ConfigureAwait(false);
            return;
        }

        byte[] buffer = _buffer ??= GC.AllocateUninitializedArray<byte>(RoomForCommand + DataPdu.HeadersLength + _capacity, pinned: true);
        int start = 0;
        if (commandPdus.Length > RoomForCommand)
        {
            beforeSend();
            await PutAsync(commandPdus, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            commandPdus.CopyTo(buffer, 0);
            start = commandPdus.Length;
        }

        bool more = true;
        while (more)
        {
            int data = start + DataPdu.HeadersLength;
            int filled = await ReadAsync(dataSet, buffer.AsMemory(data, _capacity), cancellationToken).ConfigureAwait(false);
            more = filled == _capacity && !(dataSet.CanSeek && dataSet.Position == dataSet.Length);
            PresentationDataValue.WriteHeaders(buffer.AsSpan(start), contextId, isCommand: false, isLast: !more, filled);
            beforeSend();
            await PutAsync(buffer.AsMemory(0, data + filled), cancellationToken).ConfigureAwait(false);
            start = 0;
        }
    }

    private ValueTask PutAsync(ReadOnlyMemory<byte> pdus, CancellationToken cancellationToken) =>
        _association.RaiseAsync(AssociationEvent.DataToSend, new() { Outgoing = pdus }, cancellationToken);

    private static async ValueTask<int> ReadAsync(Stream dataSet, Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            return await dataSet.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataSetUnreadableException(e);
        }
    }
}
