namespace DicomNode.Configuration;

/// <summary>How the log is written, and how much of it.</summary>
public sealed class LoggingOptions
{
    public LogFormat Format { get; set; } = LogFormat.Auto;

    public LogLevelOptions Level { get; set; } = new();
}
