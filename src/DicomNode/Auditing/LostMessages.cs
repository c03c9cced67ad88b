namespace DicomNode.Auditing;

/// <summary>Messages that could not be kept, and since when.</summary>
internal sealed record LostMessages(long Count, DateTime Since);
