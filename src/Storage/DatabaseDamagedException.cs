namespace DicomNode.Storage;

/// <summary>The database fails its check. The files are not touched by that: the index can be made again from them.</summary>
public sealed class DatabaseDamagedException(string file, string finding, Exception? inner = null)
    : Exception($"{file} is damaged ({finding}). The received images are safe: 'dicomnode rebuild' puts the damaged database aside and makes the index again from the files.", inner);
