using System.Text;

namespace DicomNode.Cli;

/// <summary>Asks for a password at a terminal without showing it, or reads a line of what is piped in.</summary>
internal static class PasswordPrompt
{
    /// <exception cref="UsageException">Nothing was given.</exception>
    public static string Ask(string prompt, TextWriter error)
    {
        string? typed = Console.IsInputRedirected ? Console.In.ReadLine() : Type(prompt, error);
        return typed is { Length: > 0 } ? typed : throw new UsageException("No password was given.");
    }

    /// <summary>A new password: at a terminal it is asked for twice.</summary>
    /// <exception cref="UsageException">The two differ, or nothing was given.</exception>
    public static string AskForNew(string prompt, TextWriter error)
    {
        string password = Ask(prompt, error);
        return Console.IsInputRedirected || Ask("Again: ", error) == password ? password : throw new UsageException("The two passwords differ; nothing was changed.");
    }

    private static string Type(string prompt, TextWriter error)
    {
        error.Write(prompt);
        StringBuilder typed = new();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        error.WriteLine();
        return typed.ToString();
    }
}
