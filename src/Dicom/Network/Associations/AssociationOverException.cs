namespace DicomNode.Dicom.Network.Associations;

/// <summary>We wanted to send, but the association had ended meanwhile. How it ended went to <see cref="IAssociationUser.Ended"/>.</summary>
internal sealed class AssociationOverException(AssociationEvent evt, AssociationState state)
    : IOException($"{evt} came too late: the association is {state}.");
