namespace DicomNode.Storage;

/// <summary>What <see cref="InstanceIndex.CatchUpAsync"/> did.</summary>
/// <param name="Files">Files on disk.</param>
/// <param name="Added">Rows made for files that had none.</param>
/// <param name="Unreadable">Files that no row could be made for, each with the reason. They stay where they are.</param>
/// <param name="Missing">Paths of rows whose file is gone.</param>
public sealed record IndexReport(int Files, int Added, IReadOnlyList<string> Unreadable, IReadOnlyList<string> Missing);
