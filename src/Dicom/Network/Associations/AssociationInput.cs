using System.Buffers;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>What comes with an event: the PDU that was read, the PDU to send, or why the association ends.</summary>
internal readonly record struct AssociationInput
{
    /// <summary>The body of a P-DATA-TF; valid only until the action returns.</summary>
    public ReadOnlySequence<byte> Data { get; init; }

    /// <summary>A complete PDU of ours.</summary>
    public ReadOnlyMemory<byte> Outgoing { get; init; }

    public AssociateRequest? Request { get; init; }

    public AssociateAccept? Accept { get; init; }

    public AssociateReject? Reject { get; init; }

    public Abort? Abort { get; init; }

    /// <summary>For an abort of ours, or a lost connection.</summary>
    public string? Why { get; init; }

    public Exception? Cause { get; init; }
}
