using System.Net;
using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Notifying;
using DicomNode.Web.Guarding;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DicomNode.Web;

/// <summary>Who the caller is, signing in and out.</summary>
internal static class SessionEndpoints
{
    private const int LongestBody = 16 * 1024;

    public static RouteGroupBuilder MapSession(this RouteGroupBuilder api)
    {
        api.MapGet("/session", Show)
            .WithSummary("Who the caller is to this node, what they may do, and how they sign in.")
            .AllowAnonymous();
        api.MapPost("/session", SignInAsync)
            .WithSummary("Signs in with the name and the password of an account; the answer has a cookie.")
            .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .AllowAnonymous();
        api.MapDelete("/session", SignOutAsync)
            .WithSummary("Signs out.")
            .AllowAnonymous();
        return api;
    }

    private static Ok<SessionView> Show(HttpContext context, NodeOptions options) => TypedResults.Ok(SessionView.Of(context.User, options));

    private static async Task<Results<Ok<SessionView>, ProblemHttpResult, EmptyHttpResult>> SignInAsync(
        HttpContext context, SignInRequest request, PasswordCheck passwords, NodeOptions options, AuditTrail audit, AuditMessages messages, ILogger<PasswordCheck> logger, CancellationToken cancellationToken)
    {
        if (options.Http.Accounts is null)
        {
            return Problems.Conflict("This node has no accounts (Http:Accounts).");
        }

        IPAddress address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        (Account? account, TimeSpan? wait) = await passwords.CheckAsync(request.User, request.Password, address, cancellationToken);
        if (wait is TimeSpan pause)
        {
            await AccessDenial.WaitAsync(context, pause);
            return TypedResults.Empty;
        }

        audit.Record(messages.SignedIn(account?.Name ?? OneLine.Of(request.User, 64), address, account is not null));
        if (account is null)
        {
            return TypedResults.Problem("The name or the password is wrong.", statusCode: StatusCodes.Status401Unauthorized);
        }

        context.User = SignedIn.As(SessionCookie.Name, account);
        await context.SignInAsync(SessionCookie.Name, context.User);
        GuardingLog.SignedIn(logger, account.Name, address);
        return TypedResults.Ok(SessionView.Of(context.User, options));
    }

    private static async Task<NoContent> SignOutAsync(HttpContext context, NodeOptions options, AuditTrail audit, AuditMessages messages, ILogger<PasswordCheck> logger)
    {
        if (options.Http.Accounts is not null)
        {
            await context.SignOutAsync(SessionCookie.Name);
        }

        if (context.User.Identity?.Name is string name)
        {
            GuardingLog.SignedOut(logger, name);
            audit.Record(messages.SignedOut(name, context.Connection.RemoteIpAddress));
        }

        return TypedResults.NoContent();
    }
}
