using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DicomNode.Storage.Rows;

namespace DicomNode.Observability.Traces;

/// <summary>
/// The trace of one generation of a series. Its ids are hashes of what the rows say, so that the spans of hours and of several processes belong together, and a
/// span that is told again has the id that it had.
/// </summary>
internal sealed class SeriesTrace
{
    private readonly string _key;

    public SeriesTrace(string seriesInstanceUid, int generation)
    {
        _key = $"{seriesInstanceUid}/{generation}";
        TraceId = ActivityTraceId.CreateFromBytes(Hash("trace")[..16]);
        (SeriesInstanceUid, Generation) = (seriesInstanceUid, generation);
    }

    /// <param name="job">With its series.</param>
    public static SeriesTrace Of(Job job) => new(job.Series!.SeriesInstanceUid, job.Generation);

    public string SeriesInstanceUid { get; }

    public int Generation { get; }

    public ActivityTraceId TraceId { get; }

    /// <summary>Parent of all that happens to the series.</summary>
    public ActivityContext Root => Context(Span("series"));

    public ActivitySpanId Span(string what) => ActivitySpanId.CreateFromBytes(Hash(what)[..8]);

    public ActivityContext Context(ActivitySpanId span) => new(TraceId, span, ActivityTraceFlags.Recorded, isRemote: true);

    // no id of a span or a trace is all zeros; a hash that is does not come
    private ReadOnlySpan<byte> Hash(string what) => SHA256.HashData(Encoding.UTF8.GetBytes($"{what}/{_key}"));
}
