namespace DicomNode;

/// <summary>How often the stages look for work.</summary>
internal static class Schedule
{
    /// <summary>Each look is one indexed query; what users feel between two stages is half of this.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromMilliseconds(250);
}
