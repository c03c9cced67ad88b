namespace DicomNode.Storage.Files;

/// <summary>The disk did not take a result. It is the same bytes whenever it is made again, so nothing is lost by trying later.</summary>
public sealed class ResultNotKeptException(string folder, Exception inner)
    : IOException($"The result cannot be kept in {folder} ({inner.Message}); it is made again when there is room.", inner);
