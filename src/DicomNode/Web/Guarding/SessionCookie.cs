using System.Security.Cryptography;
using System.Text;
using DicomNode.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DicomNode.Web.Guarding;

/// <summary>The session of who signed in by the form. It says who they are; what they may do is looked up with each request, so a change holds at once.</summary>
internal static class SessionCookie
{
    public const string Name = "Form";

    public static void Configure(CookieAuthenticationOptions cookie, NodeOptions options)
    {
        // browsers send cookies to every port of a machine: two nodes on it should not sign each other's people out
        cookie.Cookie.Name = $"dicomnode-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(options.Data.Root))))[..8]}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Http.SessionTime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        AccountDirectory accounts = context.HttpContext.RequestServices.GetRequiredService<AccountDirectory>();
        if (context.Principal is { Identity.Name: string name } who && SignedIn.StampOf(who) is not null && accounts.IsStill(who) && accounts.Find(name) is { } account)
        {
            context.ReplacePrincipal(SignedIn.As(Name, account));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Name);
    }
}
