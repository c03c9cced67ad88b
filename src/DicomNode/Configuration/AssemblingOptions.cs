using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>When a series counts as complete.</summary>
public sealed class AssemblingOptions
{
    /// <summary>Time without a new instance after which a series is complete.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that a series with a gap in its slice positions is given instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan GapPeriod { get; set; } = TimeSpan.FromMinutes(2);
}
