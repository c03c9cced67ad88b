namespace DicomNode.Configuration;

/// <summary>What shows that a peer keeps a result that it has taken.</summary>
public enum ProofOfStorage
{
    /// <summary>Its answer to C-STORE is enough.</summary>
    None,

    /// <summary>It commits to it: Storage Commitment, PS3.4 Annex J.</summary>
    Commitment,

    /// <summary>It lists it when asked for it by C-FIND at the image level.</summary>
    Query,
}
