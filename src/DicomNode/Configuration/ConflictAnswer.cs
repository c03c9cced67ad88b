namespace DicomNode.Configuration;

/// <summary>What a sender is told whose instance is here already with another content. It is kept beside the first either way.</summary>
public enum ConflictAnswer
{
    /// <summary>B000H, a warning: stored, but not as the sender may think. PS3.4 Table B.2-1.</summary>
    Warning,

    /// <summary>0111H, duplicate SOP instance: a failure that makes the sender's operator look. PS3.7 Annex C.</summary>
    Duplicate,

    /// <summary>0000H: for senders that stop at anything else.</summary>
    Success,
}
