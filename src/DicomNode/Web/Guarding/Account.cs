using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>Somebody who may sign in with a password.</summary>
/// <param name="Password">As <see cref="PasswordHash"/> writes it.</param>
/// <param name="Stamp">Another one after each change: sessions that were begun before end.</param>
internal sealed record Account(string Name, AccessRole Role, string Password, string Stamp)
{
    public static Account Of(string name, AccessRole role, string password) => new(name, role, PasswordHash.Of(password), NewStamp());

    public Account WithPassword(string password) => this with { Password = PasswordHash.Of(password), Stamp = NewStamp() };

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
