namespace DicomNode.Storage.Files;

/// <summary>What <see cref="InstanceFiles.Recover"/> found in <c>incoming/</c>.</summary>
/// <param name="Promoted">Whole instances that a crash had kept from their names.</param>
/// <param name="Removed">Files that were never whole and so never acknowledged.</param>
/// <param name="Kept">Those that could be neither, each with the reason; the next start tries again.</param>
public sealed record RecoveryReport(IReadOnlyList<StoredInstance> Promoted, int Removed, IReadOnlyList<string> Kept);
