namespace DicomNode.Dicom.Data;

/// <summary>A data set or a Part 10 file cannot be read or interpreted. The message names the tag path and, while reading, the byte offset; never a value.</summary>
public sealed class DicomDataException(string message, Tag? tag = null, long? offset = null, Exception? inner = null) : Exception(message, inner)
{
    public Tag? Tag { get; } = tag;

    /// <summary>Where in the stream, in bytes from its start.</summary>
    public long? Offset { get; } = offset;
}
