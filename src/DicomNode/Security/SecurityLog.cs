namespace DicomNode.Security;

internal static partial class SecurityLog // event ids 7000–7099: operators alert on them, so they are never reused
{
    [LoggerMessage(7000, LogLevel.Information, "TLS: the certificate files changed and hold from now on: {Certificates}.")]
    public static partial void Reloaded(ILogger logger, string certificates);

    [LoggerMessage(7001, LogLevel.Error, "TLS: the certificate files changed and cannot be used, so the old ones stay in use. {Problem}")]
    public static partial void Kept(ILogger logger, string problem);

    [LoggerMessage(7002, LogLevel.Warning, "TLS: the certificate {Subject} in {File} expires on {NotAfter:u}, in {Days} days. Put a new one into its place; no restart is needed.")]
    public static partial void ExpiresSoon(ILogger logger, string subject, string file, DateTimeOffset notAfter, int days);

    [LoggerMessage(7003, LogLevel.Error, "TLS: the certificate {Subject} in {File} expired on {NotAfter:u}. Put a new one into its place; no restart is needed.")]
    public static partial void Expired(ILogger logger, string subject, string file, DateTimeOffset notAfter);
}
