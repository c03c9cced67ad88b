namespace DicomNode.Cli;

/// <summary>What became of a file that was to be sent.</summary>
/// <param name="Problem">Null: the peer has it.</param>
internal sealed record FileOutcome(string File, string? Problem);
