namespace DicomNode.Configuration;

/// <summary>How lines of the log are written.</summary>
public enum LogFormat
{
    /// <summary>To the journal where systemd has connected us to it, otherwise text.</summary>
    Auto = 1,

    /// <summary>A line of text with its time, to standard output.</summary>
    Text,

    /// <summary>A line of text that begins with its priority, such as &lt;4&gt;, to standard output: sd-daemon(3).</summary>
    Systemd,

    /// <summary>Entries with fields, to the journal's own socket.</summary>
    Journal,

    /// <summary>A JSON object a line, to standard output: for containers.</summary>
    Json,
}
