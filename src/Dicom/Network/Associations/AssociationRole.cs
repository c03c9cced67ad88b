namespace DicomNode.Dicom.Network.Associations;

/// <summary>Who asked for the association. PS3.8 §7.1.</summary>
internal enum AssociationRole
{
    Requestor,
    Acceptor,
}
