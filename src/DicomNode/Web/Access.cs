using DicomNode.Configuration;

namespace DicomNode.Web;

/// <summary>
/// What somebody may do. Each endpoint asks for one of these with <c>RequireAuthorization</c>; the later include the earlier. While no way to sign in is configured
/// everybody who reaches the port may do all of it.
/// </summary>
internal static class Access
{
    /// <summary>Look: whatever changes nothing.</summary>
    public const string See = nameof(AccessRole.See);

    /// <summary>Do what an operator does with the work: retry, release, segment again, ask a peer.</summary>
    public const string Operate = nameof(AccessRole.Operate);

    /// <summary>What touches settings, or reaches people and systems beyond the work.</summary>
    public const string Configure = nameof(AccessRole.Configure);

    /// <summary>From the least to the most.</summary>
    public static IReadOnlyList<string> All { get; } = Enum.GetNames<AccessRole>();

    /// <summary>A role and those that it includes.</summary>
    /// <param name="role">Null: none.</param>
    public static IEnumerable<string> UpTo(AccessRole? role) => All.Take((int)(role ?? 0));
}
