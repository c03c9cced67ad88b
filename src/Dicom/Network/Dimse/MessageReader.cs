using System.Buffers;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Puts PDVs together to messages. A command is collected, a data set is passed on as it comes. PS3.7 §6.3, PS3.8 Annex E.</summary>
internal sealed class MessageReader(IMessageHandler handler)
{
    /// <summary>The longest proper command has some 400 bytes.</summary>
    private const int MaxCommandLength = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _command = new(512);
    private byte _context;
    private bool _dataSetExpected;

    /// <summary>Some of a message has come and not all of it.</summary>
    public bool InMessage => _dataSetExpected || _command.WrittenCount > 0;

    /// <summary>Reads the body of one P-DATA-TF.</summary>
    /// <exception cref="DicomProtocolException">A fragment comes where its kind, or its context, does not belong.</exception>
    public async ValueTask ReadAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        while (PresentationDataValue.TryRead(ref body, out PresentationDataValue value))
        {
            if (InMessage && value.ContextId != _context)
            {
                throw new DicomProtocolException($"A fragment of context {value.ContextId} came inside a message of context {_context}.");
            }

            if (value.IsCommand == _dataSetExpected)
            {
                throw new DicomProtocolException(value.IsCommand ? "A command came inside a data set." : "A data set came without a command that announces it.");
            }

            _context = value.ContextId;
            if (value.IsCommand)
            {
                await TakeCommandAsync(value, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                _dataSetExpected = !value.IsLast;
                await handler.DataAsync(value.Data, value.IsLast, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ValueTask TakeCommandAsync(PresentationDataValue value, CancellationToken cancellationToken)
    {
        if (_command.WrittenCount + value.Data.Length > MaxCommandLength)
        {
            throw new DicomProtocolException($"A command set is longer than {MaxCommandLength} bytes.");
        }

        foreach (ReadOnlyMemory<byte> part in value.Data)
        {
            _command.Write(part.Span);
        }

        if (!value.IsLast)
        {
            return ValueTask.CompletedTask;
        }

        CommandSet command = CommandSet.Read(_command.WrittenSpan.ToArray());
        _command.ResetWrittenCount();
        _dataSetExpected = command.HasDataSet;
        return handler.CommandAsync(value.ContextId, command, cancellationToken);
    }
}
