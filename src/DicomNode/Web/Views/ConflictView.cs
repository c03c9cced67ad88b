using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>A second content under one SOP Instance UID: the first is used, this one is kept aside.</summary>
/// <param name="Path">Below the data folder.</param>
/// <param name="Sha256">Of its data set.</param>
/// <param name="FirstSha256">Of the data set in use.</param>
internal sealed record ConflictView(string SopInstanceUid, string? CallingAeTitle, DateTime ReceivedAt, string Path, string Sha256, string? FirstSha256)
{
    public static ConflictView Of(Instance conflict, IEnumerable<Instance> all) => new(
        conflict.SopInstanceUid, conflict.CallingAeTitle, conflict.ReceivedAt, conflict.Path, conflict.Sha256,
        all.FirstOrDefault(i => !i.IsConflict && i.SopInstanceUid == conflict.SopInstanceUid)?.Sha256);
}
