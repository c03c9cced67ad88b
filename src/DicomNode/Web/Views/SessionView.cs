using System.Security.Claims;
using DicomNode.Configuration;

namespace DicomNode.Web.Views;

/// <summary>The caller, and the node that they reached.</summary>
/// <param name="User">Null: nobody is signed in.</param>
/// <param name="Roles">What they may do: See, Operate, Configure.</param>
internal sealed record SessionView(string? User, IReadOnlyList<AccessRole> Roles, SignInKind SignIn, string Version, string AeTitle)
{
    public static SessionView Of(ClaimsPrincipal who, NodeOptions options) => new(
        who.Identity?.Name,
        [.. Enum.GetValues<AccessRole>().Where(r => !options.Http.NeedsSignIn || who.IsInRole(r.ToString()))],
        !options.Http.NeedsSignIn ? SignInKind.None : options.Http.Accounts is null || who.Identity?.AuthenticationType == Guarding.ProxyHandler.Name ? SignInKind.Proxy : SignInKind.Form,
        Product.Version,
        options.Listener.AeTitle);
}
