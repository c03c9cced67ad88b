using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DicomNode.Web.Guarding;

/// <summary>Name and password with each request, for scripts. RFC 7617.</summary>
internal sealed class BasicHandler(PasswordCheck passwords, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Basic";

    public static bool IsMeant(HttpRequest request) => request.Headers.Authorization is [string value] && value.StartsWith($"{Name} ", StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!TryRead(out string? user, out string? password))
        {
            return AuthenticateResult.NoResult();
        }

        (Account? account, TimeSpan? wait) = await passwords.CheckAsync(user, password, Context.Connection.RemoteIpAddress ?? IPAddress.None, Context.RequestAborted);
        if (wait is TimeSpan pause)
        {
            Context.Features.Set(new SignInPause(pause));
        }

        return account is null
            ? AuthenticateResult.Fail("Name or password is wrong.")
            : AuthenticateResult.Success(new(SignedIn.As(Name, account), Name));
    }

    private bool TryRead(out string user, out string password)
    {
        (user, password) = ("", "");
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out AuthenticationHeaderValue? header) || header.Parameter is not string parameter)
        {
            return false;
        }

        byte[] bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out int length) || Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [string name, string secret])
        {
            return false;
        }

        (user, password) = (name, secret);
        return true;
    }
}
