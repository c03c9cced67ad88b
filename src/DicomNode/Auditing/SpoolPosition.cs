namespace DicomNode.Auditing;

/// <summary>A place in the spool: before a message, or at its end.</summary>
internal readonly record struct SpoolPosition(long Segment, long Offset);
