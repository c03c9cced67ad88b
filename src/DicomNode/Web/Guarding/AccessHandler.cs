using DicomNode.Configuration;
using Microsoft.AspNetCore.Authorization;

namespace DicomNode.Web.Guarding;

/// <summary>Decides whether a caller has the role that an endpoint asks for. Without a way to sign in everybody has all of them.</summary>
internal sealed class AccessHandler(NodeOptions options) : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (!options.Http.NeedsSignIn || context.User.IsInRole(requirement.Role))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
