using System.ComponentModel.DataAnnotations;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Configuration;

/// <summary>When a series counts as complete.</summary>
public sealed class AssemblingOptions
{
    /// <summary>Time without a new instance after which a series is complete although nothing else says so.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time without a new instance after which evidence counts: the archive's own count, or the end of the one association that brought it all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan SettlePeriod { get; set; } = TimeSpan.FromSeconds(0.75);

    /// <summary>Time that a series with a gap in its slice positions is given instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan GapPeriod { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Time since the last instance of a study that a whole series waits for the others that a model of several inputs needs. Then its reason says what is missing.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan StudyPeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What becomes of instances that arrive when their series is segmented already.</summary>
    public LateInstances LateInstances { get; set; } = LateInstances.Supersede;

    /// <summary>
    /// Volumes (phases, echoes, time points that an attribute tells apart) of one series that are segmented, each by itself. A series with more is refused
    /// by name: a perfusion study is not meant to start a hundred jobs.
    /// </summary>
    [Range(1, 1000)]
    public int MaxVolumes { get; set; } = 8;
}
