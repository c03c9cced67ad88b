using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>How long files are kept. What is not delivered yet, or could not be, stays whatever stands here.</summary>
public sealed class RetentionOptions
{
    /// <summary>Time from the last delivered result of a series until it is removed with its results.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepDelivered { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The same for series that are at their end without a delivery: not routed, incomplete, failed, or with results that no route sends on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepOthers { get; set; } = TimeSpan.FromDays(30);

    /// <summary>With less free space than this, in GiB, the oldest delivered series go before their time. 0: never.</summary>
    [Range(0d, 1_000_000d)]
    public double MakeRoomBelowGiB { get; set; } = 10;
}
