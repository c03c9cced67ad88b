using DicomNode.Configuration;
using DicomNode.Storage.Files;

namespace DicomNode.Notifying.Conditions;

/// <summary>The disk of the data folder: below its reserve at once, below what housekeeping makes room for when it could not.</summary>
internal sealed class DiskConditions(DataFolder folder, NodeOptions options) : IConditionSource
{
    private const double GiB = 1L << 30;

    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.Disk];

    public Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        double free = folder.FreeBytes / GiB;
        Condition? disk = !folder.HasRoomFor(0)
            ? new(NotificationKind.Disk, folder.Root, $"The disk is below its reserve: {free:0.0} GiB are free",
                $"Less than Data:ReserveGiB ({options.Data.ReserveGiB:0.#}): instances are answered A700H (out of resources) and stay with their senders. Make room on the disk of {folder.Root}.")
            : free < options.Retention.MakeRoomBelowGiB
                ? new(NotificationKind.Disk, folder.Root, $"The disk is filling up: {free:0.0} GiB are free",
                    $"Less than Retention:MakeRoomBelowGiB ({options.Retention.MakeRoomBelowGiB:0.#}), and removing delivered series did not help. Dead letters keep their series: retry them, or make room on the disk of {folder.Root}.") { HasToSettle = true }
                : null;
        return Task.FromResult<IReadOnlyList<Condition>>(disk is null ? [] : [disk]);
    }
}
