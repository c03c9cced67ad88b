using System.Buffers;
using System.Net.Sockets;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Bench;

/// <summary>
/// An association that costs the sender next to nothing: one blocking send for an instance, one blocking receive for its response. It
/// acknowledges quickly, or a peer that leaves Nagle's algorithm on would be measured waiting for our delayed acknowledgement.
/// </summary>
internal sealed class FastAssociation : IDisposable
{
    public const string AeTitle = "BENCH";
    public const byte ContextId = 1;
    private const int OurMaxPduLength = 128 * 1024, TcpLevel = 6, TcpQuickAck = 12;
    private static readonly byte[] s_on = [1, 0, 0, 0];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000, SendTimeout = 60_000 };
    private readonly byte[] _received = new byte[OurMaxPduLength];
    private int _length;

    public FastAssociation(Receiver receiver, ImageKind kind)
    {
        _socket.Connect("127.0.0.1", receiver.Port);
        AssociateRequest request = new()
        {
            CalledAeTitle = receiver.AeTitle,
            CallingAeTitle = AeTitle,
            Contexts = [new(ContextId, kind.SopClassUid, [TransferSyntax.ExplicitVrLittleEndian.Uid])],
            User = UserInformation.OfOurs(OurMaxPduLength),
        };
        _socket.Send(request.Write().Span);
        (PduType type, ReadOnlySequence<byte> body) = Receive();
        if (type != PduType.AssociateAccept || AssociateAccept.Read(body) is not { Contexts: [{ Result: ContextResult.Acceptance }] } accept)
        {
            throw new InvalidOperationException($"{receiver.Name} does not take {kind.Name}: {type}.");
        }

        MaxPduLength = PeerLimits.MaxPduLength(accept.User, OurMaxPduLength);
        Discard();
    }

    public int MaxPduLength { get; }

    /// <summary>Sends one instance and waits for 0000H.</summary>
    public void Store(EncodedInstance instance)
    {
        _socket.Send(instance.Pdus);
        (PduType type, ReadOnlySequence<byte> body) = Receive();
        if (type != PduType.Data || !PresentationDataValue.TryRead(ref body, out PresentationDataValue value) || !value.IsLast)
        {
            throw new InvalidOperationException($"A C-STORE was answered by {type}.");
        }

        DimseStatus? status = CommandSet.Read(value.Data.ToArray()).Status;
        Discard();
        if (status != DimseStatus.Success)
        {
            throw new InvalidOperationException($"A C-STORE was answered by {status}.");
        }
    }

    public void Release()
    {
        _socket.Send(ReleaseRequest.Write().Span);
        Receive();
        Discard();
    }

    public void Dispose() => _socket.Dispose();

    private (PduType Type, ReadOnlySequence<byte> Body) Receive()
    {
        while (true)
        {
            ReadOnlySequence<byte> buffer = new(_received, 0, _length);
            if (PduFrame.TryRead(ref buffer, OurMaxPduLength, out PduType type, out ReadOnlySequence<byte> body))
            {
                return (type, body);
            }

            _socket.SetRawSocketOption(TcpLevel, TcpQuickAck, s_on);
            int read = _socket.Receive(_received.AsSpan(_length));
            _length += read > 0 ? read : throw new InvalidOperationException("The receiver closed the connection.");
        }
    }

    /// <summary>The only PDU that was there has been read: peers answer one request at a time.</summary>
    private void Discard() => _length = 0;
}
