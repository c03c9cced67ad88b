namespace DicomNode.Dicom.Network;

/// <summary>The limit that an association would have gone over: it was rejected 2/3/2, and may try again.</summary>
public enum AssociationLimit
{
    /// <summary><see cref="DicomServerOptions.MaxAssociations"/>, or the server stops.</summary>
    All,
    /// <summary><see cref="DicomServerOptions.MaxAssociationsPerAeTitle"/>.</summary>
    AeTitle,
    /// <summary><see cref="DicomServerOptions.MaxAssociationsPerAddress"/>.</summary>
    Address,
    /// <summary>What is left is kept for known peers: <see cref="DicomServerOptions.ReservedForKnownPeers"/>.</summary>
    Reserved,
}
