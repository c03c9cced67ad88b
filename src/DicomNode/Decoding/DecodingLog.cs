namespace DicomNode.Decoding;

internal static partial class DecodingLog // event ids 5000–5099: operators alert on them, so they are never reused
{
    [LoggerMessage(5000, LogLevel.Information, "{Codec} images are decoded by {Library}, in processes of their own.")]
    public static partial void Found(ILogger logger, string codec, string library);

    [LoggerMessage(5001, LogLevel.Information, "{Codec} images cannot be decoded ({Problem}); their transfer syntaxes are not accepted: {TransferSyntaxes}.")]
    public static partial void Missing(ILogger logger, string codec, string problem, string transferSyntaxes);

    [LoggerMessage(5002, LogLevel.Warning, "A decode worker was lost: {How}.")]
    public static partial void WorkerLost(ILogger logger, string how);
}
