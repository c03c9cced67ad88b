namespace DicomNode.Cli;

/// <summary>The command was not called as it has to be. The message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);
