using System.Buffers;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>The service user of PS3.8 §7: takes the indications and confirmations of one association, one after the other.</summary>
internal interface IAssociationUser
{
    /// <summary>A-ASSOCIATE indication: answer by LocallyAccepted or LocallyRejected.</summary>
    ValueTask RequestedAsync(AssociateRequest request, CancellationToken cancellationToken);

    /// <summary>A-ASSOCIATE confirmation, accepted.</summary>
    void Accepted(AssociateAccept accept);

    /// <summary>P-DATA indication: the body of one P-DATA-TF, valid during the call.</summary>
    /// <exception cref="PduException">Its items are malformed: the association is aborted by the provider.</exception>
    /// <exception cref="DicomProtocolException">Its content is out of turn: the association is aborted by the user.</exception>
    ValueTask DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken);

    /// <summary>A-RELEASE indication: answer by ReleaseAnswered.</summary>
    ValueTask ReleaseRequestedAsync(CancellationToken cancellationToken);

    /// <summary>Called once, last; nothing can be sent any more.</summary>
    void Ended(AssociationEnd end);
}
