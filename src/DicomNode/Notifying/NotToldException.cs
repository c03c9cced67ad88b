namespace DicomNode.Notifying;

/// <summary>A channel did not take a message.</summary>
/// <param name="problem">A short sentence without a full stop and without secrets.</param>
internal sealed class NotToldException(string problem, Exception? inner = null) : Exception(problem, inner);
