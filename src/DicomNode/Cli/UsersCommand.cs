using System.CommandLine;
using System.Text.RegularExpressions;
using DicomNode.Configuration;
using DicomNode.Web.Guarding;

namespace DicomNode.Cli;

/// <summary><c>users</c>: who may sign in to the page and the API with a password. A node that runs knows of a change at once.</summary>
internal static partial class UsersCommand
{
    private const int ShortestPassword = 12;
    private const string WhatRolesAre = "see looks; operate also retries, releases and segments again; configure does everything.";

    public static Command Create() => new("users", "The accounts of the page and the API: the file that Http:Accounts names.") { Add(), List(), Password(), Role(), Remove() };

    private static Command Add()
    {
        Argument<string> name = Name();
        Option<AccessRole> role = new("--role") { Description = WhatRolesAre, HelpName = "see|operate|configure", Required = true };
        Option<string?> file = PasswordFile();
        return Changing(new("add", "Adds an account. The password is asked for, or read from a file or the standard input.") { name, role, file }, name, (parsed, accounts, who) =>
        {
            if (!WellFormed().IsMatch(who))
            {
                throw new UsageException("A name is 1 to 64 letters, digits and . _ @ - without spaces.");
            }

            return accounts.Any(a => a.Is(who))
                ? throw new UsageException($"There is an account {who} already. \"users password {who}\" changes its password, \"users remove {who}\" removes it.")
                : ([.. accounts, Account.Of(who, parsed.GetValue(role), NewPassword(who, parsed, file))], $"{who} may sign in ({parsed.GetValue(role)}).");
        });
    }

    private static Command Password()
    {
        Argument<string> name = Name();
        Option<string?> file = PasswordFile();
        return Changing(new("password", "Changes a password; who is signed in with the old one is signed out.") { name, file }, name, (parsed, accounts, who) =>
        {
            Account old = Known(accounts, who);
            Account changed = old.WithPassword(NewPassword(old.Name, parsed, file));
            return ([.. accounts.Select(a => a == old ? changed : a)], $"{old.Name} has a new password.");
        });
    }

    private static Command Role()
    {
        Argument<string> name = Name();
        Argument<AccessRole> role = new("role") { Description = WhatRolesAre, HelpName = "see|operate|configure" };
        return Changing(new("role", "Changes what an account may do; it holds at once.") { name, role }, name, (parsed, accounts, who) =>
        {
            Account old = Known(accounts, who);
            AccessRole given = parsed.GetValue(role);
            return ([.. accounts.Select(a => a == old ? old with { Role = given } : a)], $"{old.Name} may sign in ({given}).");
        });
    }

    private static Command Remove()
    {
        Argument<string> name = Name();
        return Changing(new("remove", "Removes an account; who is signed in with it is signed out.") { name }, name, (_, accounts, who) =>
        {
            Account old = Known(accounts, who);
            return ([.. accounts.Where(a => a != old)], $"{old.Name} is removed.");
        });
    }

    private static Command List()
    {
        (Option<string?> config, Option<string[]> set) = (CommonOptions.Config(), CommonOptions.Set());
        Command command = new("list", "Lists the accounts and their roles.") { config, set };
        command.SetAction(async (parsed, _) =>
        {
            foreach (Account account in AccountFile.Read(FileOf(CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true))))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{account.Role,-10} {account.Name}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Changing(Command command, Argument<string> name, Func<ParseResult, IReadOnlyList<Account>, string, (Account[] After, string Done)> change)
    {
        (Option<string?> config, Option<string[]> set) = (CommonOptions.Config(), CommonOptions.Set());
        command.Add(config);
        command.Add(set);
        command.SetAction(async (parsed, _) =>
        {
            string file = FileOf(CommonOptions.Load(parsed.GetValue(config), parsed.GetValue(set) ?? [], modelsMayBeMissing: true));
            (Account[] after, string done) = change(parsed, AccountFile.Read(file), parsed.GetValue(name)!);
            AccountFile.Write(file, after);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(done);
            return ExitCode.Done;
        });
        return command;
    }

    private static string FileOf(NodeOptions options) => options.Http.Accounts is string path
        ? Path.GetFullPath(path)
        : throw new UsageException("Http:Accounts names no file: put one into the configuration, for example \"Http\": { \"Accounts\": \"data/accounts.json\" }, and restart the node.");

    private static Account Known(IReadOnlyList<Account> accounts, string name) =>
        accounts.FirstOrDefault(a => a.Is(name)) ?? throw new UsageException($"There is no account {name}; there are {(accounts.Count == 0 ? "none" : string.Join(", ", accounts.Select(a => a.Name)))}.");

    private static string NewPassword(string name, ParseResult parsed, Option<string?> file)
    {
        string password = parsed.GetValue(file) is string path
            ? File.ReadLines(path).FirstOrDefault() ?? ""
            : PasswordPrompt.AskForNew($"New password of {name}: ", parsed.InvocationConfiguration.Error);
        return password.Length is < ShortestPassword or > PasswordCheck.LongestPassword ? throw new UsageException($"A password has {ShortestPassword} to {PasswordCheck.LongestPassword} characters.")
            : password.Contains(name, StringComparison.OrdinalIgnoreCase) ? throw new UsageException("A password does not have the name in it.")
            : password;
    }

    private static Option<string?> PasswordFile() => new("--password-file") { Description = "A file whose first line is the new password.", HelpName = "FILE" };

    private static Argument<string> Name() => new("name") { Description = "Name of the account.", HelpName = "NAME" };

    [GeneratedRegex(@"\A[\p{L}\p{Nd}._@-]{1,64}\z")]
    private static partial Regex WellFormed();
}
