namespace DicomNode.Configuration;

/// <summary>From which level on lines are written: a key for each room of the node. Null: as the default.</summary>
public sealed class LogLevelOptions
{
    public LogLevel Default { get; set; } = LogLevel.Information;

    public LogLevel? Receiving { get; set; }

    public LogLevel? Querying { get; set; }

    public LogLevel? Committing { get; set; }

    public LogLevel? Assembling { get; set; }

    public LogLevel? Segmenting { get; set; }

    public LogLevel? Decoding { get; set; }

    public LogLevel? Gate { get; set; }

    public LogLevel? Sending { get; set; }

    public LogLevel? Housekeeping { get; set; }

    public LogLevel? Security { get; set; }

    public LogLevel? Auditing { get; set; }

    public LogLevel? Notifying { get; set; }

    public LogLevel? Web { get; set; }

    public LogLevel? Hosting { get; set; }

    public LogLevel? Observability { get; set; }

    /// <summary>The libraries that the node is made with: web server, database, schedule.</summary>
    public LogLevel Framework { get; set; } = LogLevel.Warning;
}
