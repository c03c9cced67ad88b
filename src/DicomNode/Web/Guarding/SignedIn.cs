using System.Security.Claims;
using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>Somebody who is known, as requests carry them.</summary>
internal static class SignedIn
{
    private const string Stamp = "stamp";

    /// <param name="scheme">How they became known.</param>
    /// <param name="role">Null: they may do nothing.</param>
    public static ClaimsPrincipal As(string scheme, string name, AccessRole? role, string? stamp = null)
    {
        List<Claim> claims = [new(ClaimTypes.Name, name), .. Access.UpTo(role).Select(r => new Claim(ClaimTypes.Role, r))];
        if (stamp is not null)
        {
            claims.Add(new(Stamp, stamp));
        }

        return new(new ClaimsIdentity(claims, scheme));
    }

    public static ClaimsPrincipal As(string scheme, Account account) => As(scheme, account.Name, account.Role, account.Stamp);

    /// <summary>Of an account; null: they came another way.</summary>
    public static string? StampOf(ClaimsPrincipal who) => who.FindFirstValue(Stamp);
}
