using DicomNode.Configuration;
using DicomNode.Storage.Files;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;

namespace DicomNode.Web.Guarding;

/// <summary>Who may see and do what over HTTP.</summary>
internal static class GuardingServices
{
    private const string AnyScheme = "Any";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static IServiceCollection AddGuarding(this IServiceCollection services, NodeOptions options)
    {
        AuthorizationBuilder authorization = services.AddAuthorizationBuilder();
        foreach (string role in Access.All)
        {
            authorization.AddPolicy(role, policy => policy.AddRequirements(new AccessRequirement(role)));
        }

        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement(Access.See)).Build());
        if (options.Http.NeedsSignIn)
        {
            services.AddSchemes(options);
        }

        return services
            .AddSingleton<IAuthorizationHandler, AccessHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, AccessDenial>()
            .AddSingleton<AccountDirectory>()
            .AddSingleton<SignInThrottle>()
            .AddSingleton<PasswordCheck>()
            .AddHostedService<GuardingStartup>();
    }

    /// <summary>Before the endpoints. The order counts: who it is can be asked when it is known whom to believe.</summary>
    public static void UseGuarding(this IApplicationBuilder application, NodeOptions options)
    {
        application.UseMiddleware<SecurityHeaders>();
        application.UseMiddleware<ProxyTrust>();
        if (options.Http.Proxy is not null)
        {
            application.UseForwardedHeaders(Forwarded());
        }

        application.UseMiddleware<HostCheck>();
        application.UseMiddleware<OriginCheck>();
        if (options.Http.NeedsSignIn)
        {
            application.UseAuthentication();
        }

        application.UseAuthorization();
    }

    private static void AddSchemes(this IServiceCollection services, NodeOptions options)
    {
        AuthenticationBuilder schemes = services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, any => any.ForwardDefaultSelector = context => SchemeOf(context.Request, options.Http));
        if (options.Http.Proxy?.UserHeader is not null)
        {
            schemes.AddScheme<AuthenticationSchemeOptions, ProxyHandler>(ProxyHandler.Name, null);
        }

        if (options.Http.Accounts is not null)
        {
            schemes.AddScheme<AuthenticationSchemeOptions, BasicHandler>(BasicHandler.Name, null);
            schemes.AddCookie(SessionCookie.Name, cookie => SessionCookie.Configure(cookie, options));
            services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)); // warns that keys are not encrypted: their folder is the node's alone
            services.AddDataProtection().SetApplicationName(Path.GetFullPath(options.Data.Root));
            services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>(
                (keys, folder, logging) => keys.XmlRepository = new FileSystemXmlRepository(KeysOf(folder), logging));
        }
    }

    private static string SchemeOf(HttpRequest request, HttpOptions http) =>
        ProxyHandler.IsMeant(request, http.Proxy) || http.Accounts is null ? ProxyHandler.Name
        : BasicHandler.IsMeant(request) ? BasicHandler.Name
        : SessionCookie.Name;

    /// <summary>Whoever could read the keys could make sessions.</summary>
    private static DirectoryInfo KeysOf(DataFolder folder) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder.Keys) : Directory.CreateDirectory(folder.Keys, OwnerOnly);

    /// <summary>Of a request from elsewhere these headers are gone by now: <see cref="ProxyTrust"/>.</summary>
    private static ForwardedHeadersOptions Forwarded()
    {
        ForwardedHeadersOptions forwarded = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        return forwarded;
    }
}
