using DicomNode.Configuration;

namespace DicomNode.Gate;

internal static partial class GateLog // event ids 3100–3199: operators alert on them, so they are never reused
{
    /// <param name="level">Information: it is sent all the same. Warning: it is flagged or held.</param>
    [LoggerMessage(EventId = 3100, Message = "Series {SeriesInstanceUid}: the result of {Model} is worth a look ({Check}, {Action}). {Reason}")]
    public static partial void Found(ILogger logger, LogLevel level, string seriesInstanceUid, string model, GateCheck check, GateAction action, string reason);

    [LoggerMessage(3101, LogLevel.Warning, "Series {SeriesInstanceUid}: results of {Model} are held and not sent to {Destination}. {Reason} When somebody has looked: dicomnode release --series {SeriesInstanceUid}")]
    public static partial void Held(ILogger logger, string seriesInstanceUid, string model, string destination, string reason);

    /// <param name="seriesInstanceUid">Null here and below: of any.</param>
    [LoggerMessage(3102, LogLevel.Information, "{Count} held results are released by an operator and sent now (series {SeriesInstanceUid}, delivery {Delivery}, destination {Destination}).")]
    public static partial void Released(ILogger logger, int count, string? seriesInstanceUid, long? delivery, string? destination);
}
