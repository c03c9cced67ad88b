using System.Threading.Channels;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>A request of ours that is under way, and the responses that have come to it.</summary>
internal sealed class Invocation(ushort messageId, CommandField request, AcceptedContext context)
{
    /// <summary>A caller that takes its answers slowly holds the peer back, not our memory.</summary>
    private const int MostWaiting = 64;

    private readonly Channel<DimseResponse> _responses = Channel.CreateBounded<DimseResponse>(MostWaiting);
    private bool _isFinal;

    public ushort MessageId => messageId;

    public AcceptedContext Context => context;

    /// <summary>Something moved: the peer has all its time again. Set by whoever waits.</summary>
    public Action Progressed { get; set; } = static () => { };

    /// <summary>Several responses come, until one is not pending.</summary>
    private bool HasMany => request is CommandField.FindRequest or CommandField.GetRequest or CommandField.MoveRequest;

    /// <exception cref="DicomProtocolException">It is no response to this request.</exception>
    public void Check(CommandSet command)
    {
        bool mayHaveDataSet = request is not (CommandField.StoreRequest or CommandField.EchoRequest);
        if (command.MessageIdBeingRespondedTo != messageId || (int?)command.Field != ((int)request | 0x8000) || command.Status is null || (command.HasDataSet && !mayHaveDataSet))
        {
            throw new DicomProtocolException(
                $"Message {messageId} was answered with something else: message {command.MessageIdBeingRespondedTo}, command {(ushort?)command.Field:X4}H.");
        }

        if (_isFinal)
        {
            throw new DicomProtocolException($"Message {messageId} was answered twice.");
        }
    }

    /// <summary>A response has come, with its data set.</summary>
    public async ValueTask TakeAsync(DimseResponse response, CancellationToken cancellationToken)
    {
        _isFinal = !HasMany || response.Status.Category != DimseStatusCategory.Pending;
        await _responses.Writer.WriteAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The association is over: what has come can still be taken.</summary>
    public void End() => _responses.Writer.TryComplete(new AssociationEndedException());

    /// <exception cref="AssociationEndedException">It will never come.</exception>
    public async ValueTask<DimseResponse> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _responses.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new AssociationEndedException();
        }
    }
}
