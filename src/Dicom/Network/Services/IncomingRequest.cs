using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>A request of the peer: its command, and the presentation context and the association that carry it.</summary>
internal sealed record IncomingRequest(AcceptedContext Context, CommandSet Command, AssociationInfo Association)
{
    /// <summary>There for every request but C-CANCEL, which is none of a service.</summary>
    public ushort MessageId => Command.MessageId ?? 0;
}
