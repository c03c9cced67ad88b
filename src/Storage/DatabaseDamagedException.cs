namespace DicomNode.Storage;

/// <summary>The database fails its check. The files are not touched by that: the index can be made again from them.</summary>
public sealed class DatabaseDamagedException(string file, string finding, Exception? inner = null)
    : Exception($"{file} is damaged ({finding}). The received images are safe: the index is made again from them.", inner);
