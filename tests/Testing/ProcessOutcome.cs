namespace DicomNode.Testing;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output and error, line by line as they came.</param>
public sealed record ProcessOutcome(int ExitCode, string Output);
