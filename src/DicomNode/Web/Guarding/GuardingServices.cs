using Microsoft.AspNetCore.Authorization;

namespace DicomNode.Web.Guarding;

/// <summary>Who may see and do what over HTTP.</summary>
internal static class GuardingServices
{
    public static IServiceCollection AddGuarding(this IServiceCollection services)
    {
        AuthorizationBuilder authorization = services.AddAuthorizationBuilder();
        foreach (string role in Access.All)
        {
            authorization.AddPolicy(role, policy => policy.AddRequirements(new AccessRequirement(role)));
        }

        return services.AddSingleton<IAuthorizationHandler, AccessHandler>();
    }

    /// <summary>Before the endpoints.</summary>
    public static void UseGuarding(this IApplicationBuilder application) => application.UseAuthorization();
}
