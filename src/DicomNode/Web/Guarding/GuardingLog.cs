using System.Net;

namespace DicomNode.Web.Guarding;

internal static partial class GuardingLog // event ids 10000–10099: operators alert on them, so they are never reused
{
    [LoggerMessage(10000, LogLevel.Information, "{User} signed in from {Address}.")]
    public static partial void SignedIn(ILogger logger, string user, IPAddress? address);

    [LoggerMessage(10001, LogLevel.Information, "{User} signed out.")]
    public static partial void SignedOut(ILogger logger, string user);

    [LoggerMessage(10002, LogLevel.Warning, "Somebody at {Address} failed to sign in as {User}.")]
    public static partial void SignInFailed(ILogger logger, string user, IPAddress address);

    [LoggerMessage(10003, LogLevel.Warning, "Too many attempts to sign in failed: the next one from {Address} is looked at in {Wait}.")]
    public static partial void SlowedDown(ILogger logger, IPAddress address, TimeSpan wait);

    [LoggerMessage(10004, LogLevel.Warning, "A request from {Address} had the header {Header}, which only the reverse proxy may set; it was ignored. If that is the proxy, add its address to Http:Proxy:Addresses.")]
    public static partial void HeaderFromStranger(ILogger logger, string header, IPAddress? address);

    [LoggerMessage(10005, LogLevel.Warning, "A request from {Address} for host {Host} was refused. If the node is called by that name, add it to Http:Hosts.")]
    public static partial void HostRefused(ILogger logger, string host, IPAddress? address);

    [LoggerMessage(10006, LogLevel.Warning, "{Method} {Path} from {Address} was refused: a page of another site sent it.")]
    public static partial void OriginRefused(ILogger logger, string method, PathString path, IPAddress? address);

    [LoggerMessage(10007, LogLevel.Error, "The accounts cannot be read, so nobody can sign in with a password. {Problem}")]
    public static partial void AccountsUnreadable(ILogger logger, string problem);

    [LoggerMessage(10008, LogLevel.Warning, "There are no accounts in {File} (Http:Accounts), so nobody can sign in with a password: dicomnode users add NAME --role configure.")]
    public static partial void NoAccounts(ILogger logger, string file);

    [LoggerMessage(10009, LogLevel.Warning, "{File} (Http:Accounts) can be read by others on this machine: chmod 600.")]
    public static partial void AccountsOpen(ILogger logger, string file);

    [LoggerMessage(10010, LogLevel.Warning, "Passwords cross the network unencrypted: {Url} is no https. Give the node a certificate (Http:Certificate), or let a reverse proxy do TLS.")]
    public static partial void Unencrypted(ILogger logger, string url);

    [LoggerMessage(10011, LogLevel.Warning, "Everybody who reaches {Url} may see and do everything (Http:AllowAnonymous).")]
    public static partial void Open(ILogger logger, string url);
}
