namespace DicomNode.Web.Views;

/// <summary>The caller, and the node that they reached.</summary>
/// <param name="User">Null: nobody is signed in.</param>
/// <param name="Roles">What they may do: See, Operate, Configure.</param>
internal sealed record SessionView(string? User, IReadOnlyList<string> Roles, SignInKind SignIn, string Version, string AeTitle);
