using System.Globalization;
using DicomNode.Configuration;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DicomNode.Web.Guarding;

/// <summary>What somebody is told who may not.</summary>
internal sealed class AccessDenial(NodeOptions options) : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (context.User.Identity?.IsAuthenticated == true)
        {
            string role = policy.Requirements.OfType<AccessRequirement>().FirstOrDefault()?.Role ?? Access.Configure;
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, $"{context.User.Identity.Name} may not do this: it needs the role {role.ToLowerInvariant()}.");
        }

        if (context.Features.Get<SignInPause>() is { } pause)
        {
            return WaitAsync(context, pause.Wait);
        }

        // "Basic" would make a browser ask for a password in a window of its own; its page has a form
        context.Response.Headers.WWWAuthenticate = context.Request.Headers.ContainsKey("Sec-Fetch-Site") ? "Form realm=\"DicomNode\"" : "Basic realm=\"DicomNode\", charset=\"UTF-8\"";
        return Problems.WriteAsync(context, StatusCodes.Status401Unauthorized, options.Http.Accounts is null
            ? "Sign in at the reverse proxy before this node."
            : BasicHandler.IsMeant(context.Request) ? "The name or the password is wrong." : "Sign in: on the page, or with name and password (HTTP Basic) from a program.");
    }

    /// <summary>Too many attempts failed.</summary>
    public static Task WaitAsync(HttpContext context, TimeSpan wait)
    {
        int seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"Too many attempts to sign in failed. Try again in {seconds} s.");
    }
}
