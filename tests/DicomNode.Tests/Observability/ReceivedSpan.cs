namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>A span as a collector gets it: opentelemetry/proto/trace/v1/trace.proto.</summary>
/// <param name="Parent">Empty: none.</param>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name, DateTime Start, DateTime End, bool IsError, IReadOnlyDictionary<string, string> Tags)
{
    public TimeSpan Length => End - Start;

    public static IEnumerable<ReceivedSpan> Of(byte[] request) =>
        from resource in new ProtoFields(request).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(
            span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Time(span.Value(7)), Time(span.Value(8)), span.Messages(15).Any(s => s.Value(3) == 2),
            span.Messages(9).ToDictionary(a => a.Text(1), a => a.Messages(2).Select(v => v.Has(1) ? v.Text(1) : $"{v.Value(3)}").First()));

    private static DateTime Time(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
