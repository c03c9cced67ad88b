using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DicomNode.Gate;
using DicomNode.Observability.Logs;
using DicomNode.Segmenting;
using DicomNode.SeriesLogging;
using DicomNode.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>The log as entries of the journal and as lines.</summary>
public sealed class LogFormatTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _journal = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_journal_gets_each_value_in_a_field_of_its_own()
    {
        using ILoggerFactory factory = ToJournal();
        SegmentingLog.Started(factory.CreateLogger("DicomNode.Segmenting.SegmentSeriesJob"), "1.2.3", "ct-tissue", 2);

        Dictionary<string, string> entry = Receive();
        Assert.Equal("Series 1.2.3: ct-tissue started, attempt 2.", entry["MESSAGE"]);
        Assert.Equal(("6", "3000", "dicomnode"), (entry["PRIORITY"], entry["EVENT_ID"], entry["SYSLOG_IDENTIFIER"]));
        Assert.Equal(("1.2.3", "ct-tissue", "2"), (entry["SERIES_INSTANCE_UID"], entry["MODEL"], entry["ATTEMPT"]));
        Assert.Equal("DicomNode.Segmenting.SegmentSeriesJob", entry["CATEGORY"]);
    }

    [Fact]
    public void What_is_logged_while_something_works_on_a_series_names_the_series()
    {
        using ILoggerFactory factory = ToJournal();
        ILogger logger = factory.CreateLogger("x");
        using (logger.OfSeries("1.2.3"))
        {
            GateLog.Released(logger, 1, null, 7, null);
        }

        Assert.Equal("1.2.3", Receive()["SERIES_INSTANCE_UID"]);
    }

    [Fact]
    public void Lines_in_a_value_forge_no_field_and_a_value_without_end_is_cut()
    {
        using ILoggerFactory factory = ToJournal();
        SegmentingLog.Failed(factory.CreateLogger("x"), "1.2.3", "m\nPRIORITY=0\nMESSAGE=forged", new string('x', 1_000_000));

        Dictionary<string, string> entry = Receive();
        Assert.Equal(("3", "m\nPRIORITY=0\nMESSAGE=forged"), (entry["PRIORITY"], entry["MODEL"]));
        Assert.Equal(JournalEntry.LongestValue + 1, entry["PROBLEM"].Length);
    }

    [Fact]
    public void A_journal_that_is_gone_costs_a_line_on_standard_error_and_no_exception()
    {
        using JournalLoggerProvider provider = new(new(_folder.Combine("nobody")));
        SegmentingLog.Started(provider.CreateLogger("x"), "1.2.3", "ct-tissue", 1);
    }

    [Theory]
    [InlineData("8:12345", true)]
    [InlineData("8:999", false)] // inherited from somebody who writes to the journal
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_journal_is_ours_when_our_output_is_its_stream(string? variable, bool ours) =>
        Assert.Equal(ours, JournalStream.IsOurs(variable, "/dev/pts/1", "socket:[12345]"));

    [Fact]
    public void A_line_of_JSON_has_the_values_under_their_names()
    {
        JsonElement line = JsonDocument.Parse(Format(new JsonLineFormatter(TimeProvider.System), new InvalidDataException("inner"))).RootElement;

        Assert.Equal(("Information", 3000, "ct \"tissue\""), (line.GetProperty("level").GetString(), line.GetProperty("eventId").GetInt32(), line.GetProperty("model").GetString()));
        Assert.Equal("1.2.3", line.GetProperty("seriesInstanceUid").GetString());
        Assert.Contains("InvalidDataException", line.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParse(line.GetProperty("time").GetString(), CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public void A_line_of_text_is_one_line_and_one_for_systemd_begins_with_its_priority()
    {
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d info: Room\[3000\] Series 1\.2\.3: ct ""tissue"" started, attempt 1\. System\.FormatException [^\n]*\n$", Format(new TextLineFormatter(TimeProvider.System), Thrown()));
        Assert.StartsWith("<6>Room[3000] Series", Format(new SystemdLineFormatter(), null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_runtime_quotes_of_a_value_is_not_written()
    {
        Exception thrown = Thrown();
        Assert.Contains("DOE^JOHN", thrown.ToString(), StringComparison.Ordinal); // or this test shows nothing
        Assert.DoesNotContain("DOE", ExceptionText.Of(new InvalidOperationException("around", thrown)), StringComparison.Ordinal);
        Assert.Contains("at DicomNode", ExceptionText.Of(thrown), StringComparison.Ordinal);
        Assert.Contains("disk", ExceptionText.Of(new IOException("No space left on disk.")), StringComparison.Ordinal);
    }

    private static FormatException Thrown()
    {
        try
        {
            _ = int.Parse("DOE^JOHN", CultureInfo.InvariantCulture);
            throw new InvalidOperationException();
        }
        catch (FormatException e)
        {
            return e;
        }
    }

    private static string Format(ConsoleFormatter formatter, Exception? exception)
    {
        using StringWriter written = new();
        KeyValuePair<string, object?>[] values = [new("SeriesInstanceUid", "1.2.3"), new("Model", "ct \"tissue\""), new("{OriginalFormat}", "x")];
        LogEntry<KeyValuePair<string, object?>[]> entry = new(
            LogLevel.Information, "Room", new EventId(3000), values, exception is null ? null : exception, (_, _) => "Series 1.2.3: ct \"tissue\" started, attempt 1.");
        formatter.Write(entry, null, written);
        return written.ToString();
    }

    private ILoggerFactory ToJournal()
    {
        string path = _folder.Combine("journal");
        _journal.Bind(new UnixDomainSocketEndPoint(path));
        return LoggerFactory.Create(l => l.AddProvider(new JournalLoggerProvider(new(path))));
    }

    /// <summary>One entry, read as journald does.</summary>
    private Dictionary<string, string> Receive()
    {
        byte[] bytes = new byte[1 << 20];
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, _journal.Receive(bytes));
        Dictionary<string, string> fields = [];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n'), equals = rest[..end].IndexOf((byte)'=');
            if (equals >= 0)
            {
                fields.Add(Encoding.UTF8.GetString(rest[..equals]), Encoding.UTF8.GetString(rest[(equals + 1)..end]));
                rest = rest[(end + 1)..];
            }
            else
            {
                int length = (int)BitConverter.ToUInt64(rest[(end + 1)..]);
                fields.Add(Encoding.UTF8.GetString(rest[..end]), Encoding.UTF8.GetString(rest.Slice(end + 9, length)));
                rest = rest[(end + 9 + length + 1)..];
            }
        }

        return fields;
    }
}
