using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DicomNode.Observability.Logs;

/// <summary><c>&lt;6&gt;Category[1000] Sentence.</c> The journal takes the priority off and adds the time. sd-daemon(3).</summary>
internal sealed class SystemdLineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "dicomnode-systemd";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write('<');
        textWriter.Write(SyslogPriority.Of(logEntry.LogLevel));
        textWriter.Write('>');
        textWriter.WriteLine(LogLine.Of(logEntry));
    }
}
