using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>How long files are kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>Time from the last delivered result of a series until its files may be removed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepDelivered { get; set; } = TimeSpan.FromDays(7);
}
