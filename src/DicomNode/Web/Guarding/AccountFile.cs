using System.Text.Json;
using System.Text.Json.Serialization;

namespace DicomNode.Web.Guarding;

/// <summary>The file of the local accounts. Nobody but its owner can read it, and it is replaced as a whole.</summary>
internal static class AccountFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <returns>Empty when there is no file.</returns>
    /// <exception cref="IOException">It cannot be read, or is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public static IReadOnlyList<Account> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            Contents contents = JsonSerializer.Deserialize<Contents>(File.ReadAllBytes(path), s_json) ?? throw new JsonException("it is empty");
            return contents.Accounts.FirstOrDefault(a => !PasswordHash.IsWellFormed(a.Password)) is { } broken
                ? throw new JsonException($"the password of {broken.Name} is not as \"dicomnode users\" writes it")
                : contents.Accounts;
        }
        catch (JsonException e)
        {
            throw new IOException($"{path} is no file of accounts ({e.Message}). \"dicomnode users\" writes it; take a copy from a backup, or remove it and add the accounts again.", e);
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Not by this user.</exception>
    public static void Write(string path, IEnumerable<Account> accounts)
    {
        string part = $"{path}.{Guid.NewGuid():N}.part";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (FileStream file = new(part, options))
            {
                JsonSerializer.Serialize(file, new Contents([.. accounts]), s_json);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Others on this machine can read it.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None;

    private sealed record Contents(IReadOnlyList<Account> Accounts);
}
