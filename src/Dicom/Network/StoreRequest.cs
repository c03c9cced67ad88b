using System.Net;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network;

/// <summary>What is known of an instance before its first byte: the C-STORE request and the association that carries it. PS3.7 §9.3.1.1.</summary>
public sealed record StoreRequest
{
    public required ushort MessageId { get; init; }

    public required string AffectedSopClassUid { get; init; }

    /// <summary>At most 64 digits and dots; checked before the handler is asked.</summary>
    public required string AffectedSopInstanceUid { get; init; }

    /// <summary>The transfer syntax of the bytes that follow: the one that was negotiated for the presentation context.</summary>
    public required string TransferSyntaxUid { get; init; }

    public required string CallingAeTitle { get; init; }

    public required string CalledAeTitle { get; init; }

    public required IPEndPoint RemoteEndPoint { get; init; }

    /// <summary>Counts up from 1 since the server was made.</summary>
    public required long AssociationId { get; init; }

    /// <summary>When the sender serves somebody's C-MOVE.</summary>
    public MoveOriginator? MoveOriginator { get; init; }

    internal static StoreRequest Of(IncomingRequest request) => new()
    {
        MessageId = request.MessageId,
        AffectedSopClassUid = request.Command.AffectedSopClassUid,
        AffectedSopInstanceUid = request.Command.AffectedSopInstanceUid,
        TransferSyntaxUid = request.Context.TransferSyntaxUid,
        CallingAeTitle = request.Association.CallingAeTitle,
        CalledAeTitle = request.Association.CalledAeTitle,
        RemoteEndPoint = request.Association.RemoteEndPoint,
        AssociationId = request.Association.AssociationId,
        MoveOriginator = request.Command.MoveOriginator,
    };
}
