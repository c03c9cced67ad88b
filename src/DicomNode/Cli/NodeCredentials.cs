namespace DicomNode.Cli;

/// <summary>Who asks the running node.</summary>
internal sealed record NodeCredentials(string User, string Password)
{
    public const string UserVariable = "DICOMNODE_USER", PasswordVariable = "DICOMNODE_PASSWORD";

    /// <returns>Null: nobody was named.</returns>
    /// <exception cref="UsageException">There is a name and no password.</exception>
    public static NodeCredentials? Find(string? user, string? passwordFile, TextWriter error)
    {
        if ((user ?? Environment.GetEnvironmentVariable(UserVariable)) is not { Length: > 0 } name)
        {
            return passwordFile is null ? null : throw new UsageException("--password-file goes with --user NAME.");
        }

        string? password = passwordFile is not null ? File.ReadLines(passwordFile).FirstOrDefault() : Environment.GetEnvironmentVariable(PasswordVariable);
        return password is { Length: > 0 } ? new(name, password)
            : passwordFile is not null ? throw new UsageException($"{passwordFile} is empty; its first line has to be the password of {name}.")
            : Console.IsInputRedirected ? throw new UsageException($"The password of {name} is missing: --password-file FILE, or the variable {PasswordVariable}.")
            : new(name, PasswordPrompt.Ask($"Password of {name}: ", error));
    }
}
