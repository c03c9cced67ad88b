using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DicomNode.Web.Guarding;

/// <summary>Passwords as they are kept: PBKDF2 with HMAC-SHA-512 and a salt each, written <c>$pbkdf2-sha512$i=ROUNDS$SALT$HASH</c>, so that the rounds can grow.</summary>
internal static class PasswordHash
{
    public const int Rounds = 210_000;

    private const string Kind = "pbkdf2-sha512";
    private const int SaltBytes = 16, HashBytes = 64, MostRounds = 10_000_000;

    /// <summary>Nobody's: what a name without an account is compared with, so that it takes as long.</summary>
    private static readonly string s_nobody = Write(Rounds, new byte[SaltBytes], new byte[HashBytes]);

    public static string Of(string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Write(Rounds, salt, Derive(password, salt, Rounds));
    }

    public static bool IsWellFormed(string kept) => TryParse(kept, out _, out _, out _);

    /// <summary>Whether it is the password; takes as long for a wrong one, and for no account at all.</summary>
    /// <param name="kept">Null: there is no such account.</param>
    public static bool Verify(string password, string? kept)
    {
        if (!TryParse(kept ?? s_nobody, out int rounds, out byte[] salt, out byte[] hash))
        {
            return false;
        }

        bool isEqual = CryptographicOperations.FixedTimeEquals(Derive(password, salt, rounds), hash);
        return isEqual && kept is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC)), salt, rounds, HashAlgorithmName.SHA512, HashBytes);

    private static string Write(int rounds, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"${Kind}$i={rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    private static bool TryParse(string text, out int rounds, out byte[] salt, out byte[] hash)
    {
        (rounds, salt, hash) = (0, new byte[SaltBytes], new byte[HashBytes]);
        return text.Split('$') is ["", Kind, ['i', '=', .. string count], string first, string second]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds is >= Rounds and <= MostRounds
            && Convert.TryFromBase64String(first, salt, out int saltLength) && saltLength == SaltBytes
            && Convert.TryFromBase64String(second, hash, out int hashLength) && hashLength == HashBytes;
    }
}
