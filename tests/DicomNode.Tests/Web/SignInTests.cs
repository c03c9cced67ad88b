using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using DicomNode.Web.Guarding;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>Accounts: the form of the page, HTTP Basic of scripts, and the commands.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_session_holds_over_a_restart_and_ends_by_signing_out()
    {
        string cookie;
        await using (RunningNode node = await GuardedNode.StartAsync(_folder))
        {
            Assert.Equal(("Form", (string?)null, 0), await SessionAsync(node, null));
            using HttpResponseMessage signedIn = await SignInAsync(node, "Operate", GuardedNode.Password); // names do not differ by case
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            string set = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
            Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
            cookie = set.Split(';')[0];
            Assert.Equal(("Form", "operate", 2), await SessionAsync(node, cookie));
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Combine("data", "keys")));
        }

        await using RunningNode again = await GuardedNode.StartAsync(_folder);
        Assert.Equal(("Form", "operate", 2), await SessionAsync(again, cookie));
        using HttpRequestMessage leave = GuardedNode.Request(HttpMethod.Delete, "/api/v1/session", ("Cookie", cookie));
        using HttpResponseMessage left = await again.Http.SendAsync(leave);
        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(left.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_removed_or_gets_another_password_is_out_at_once_and_a_new_role_holds_at_once()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);
        string cookie = await CookieAsync(node, "operate");
        string file = Configuration();
        string password = _folder.Combine("password");
        await File.WriteAllTextAsync(password, "another long password\nnot this");

        Assert.Equal("operate may sign in (Configure).", (await UsersAsync("role", "operate", "configure")).Output.Trim());
        Assert.Equal(("Form", "operate", 3), await SessionAsync(node, cookie));
        Assert.Equal("operate has a new password.", (await UsersAsync("password", "OPERATE", "--password-file", password)).Output.Trim());
        Assert.Equal(("Form", (string?)null, 0), await SessionAsync(node, cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await BasicAsync(node, "operate", GuardedNode.Password));
        Assert.Equal(HttpStatusCode.OK, await BasicAsync(node, "operate", "another long password"));

        string other = await CookieAsync(node, "see");
        Assert.Equal("see is removed.", (await UsersAsync("remove", "see")).Output.Trim());
        Assert.Equal(("Form", (string?)null, 0), await SessionAsync(node, other));
        Assert.Equal(HttpStatusCode.Unauthorized, await BasicAsync(node, "see", GuardedNode.Password));

        Task<CommandRun> UsersAsync(params string[] args) => CommandRun.OfAsync(["users", .. args, "--config", file]);
    }

    [Fact]
    public async Task Guessing_gets_slow_for_names_that_do_not_exist_too()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);

        foreach (string name in (string[])["see", "nobody"])
        {
            List<HttpStatusCode> answers = [];
            while (answers.Count < 15 && answers.LastOrDefault() != HttpStatusCode.TooManyRequests) // the first waits are so short that a busy machine does not see them
            {
                using HttpResponseMessage wrong = await SignInAsync(node, name, "wrong");
                answers.Add(wrong.StatusCode);
                Assert.Equal(wrong.StatusCode == HttpStatusCode.TooManyRequests, wrong.Headers.RetryAfter?.Delta is not null);
            }

            Assert.All(answers.SkipLast(1), a => Assert.Equal(HttpStatusCode.Unauthorized, a));
            Assert.Equal((true, HttpStatusCode.TooManyRequests), (answers.Count > 5, answers[^1]));
        }
    }

    [Fact]
    public async Task A_browser_is_not_made_to_ask_for_a_password_in_a_window_of_its_own_and_a_program_is_told_how()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);

        using HttpRequestMessage browser = GuardedNode.Request(HttpMethod.Get, "/api/v1/series", ("Sec-Fetch-Site", "same-origin"));
        using HttpResponseMessage answer = await node.Http.SendAsync(browser);
        Assert.Equal(("Form", "application/problem+json"), (Assert.Single(answer.Headers.WwwAuthenticate).Scheme, answer.Content.Headers.ContentType?.MediaType));
        using HttpResponseMessage program = await node.Http.GetAsync(new Uri("/api/v1/series", UriKind.Relative));
        Assert.Equal("Basic", Assert.Single(program.Headers.WwwAuthenticate).Scheme);
        using HttpResponseMessage probe = await node.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Null((await probe.Content.ReadFromJsonAsync<JsonNode>())!["checks"]);
    }

    [Fact]
    public async Task An_unreadable_file_of_accounts_lets_nobody_in()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);
        string cookie = await CookieAsync(node, "configure");

        await File.WriteAllTextAsync(GuardedNode.AccountsOf(_folder), "{ \"accounts\": [ { \"name\": \"configure\" ");

        Assert.Equal(("Form", (string?)null, 0), await SessionAsync(node, cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await BasicAsync(node, "configure", GuardedNode.Password));
    }

    [Fact]
    public async Task The_commands_that_ask_the_node_sign_in()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);
        string file = Configuration($"{node.Http.BaseAddress}");
        string password = _folder.Combine("password");
        await File.WriteAllTextAsync(password, GuardedNode.Password);

        CommandRun nobody = await CommandRun.OfAsync("series", "--config", file);
        Assert.Equal((1, true), (nobody.ExitCode, nobody.Error.Contains("--user NAME", StringComparison.Ordinal)));
        CommandRun see = await CommandRun.OfAsync("series", "--config", file, "--user", "see", "--password-file", password);
        Assert.True(see.ExitCode == 0, see.Error);
        CommandRun forbidden = await CommandRun.OfAsync("retry", "--all", "--config", file, "--user", "see", "--password-file", password);
        Assert.Equal((1, true), (forbidden.ExitCode, forbidden.Error.Contains("needs the role operate", StringComparison.Ordinal)));
        CommandRun operate = await CommandRun.OfAsync("retry", "--all", "--config", file, "--user", "operate", "--password-file", password);
        Assert.True(operate.ExitCode == 0, operate.Error);
        Assert.Contains("database", (await CommandRun.OfAsync("status", "--config", file, "--user", "see", "--password-file", password)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_made_by_command_with_a_salt_each_in_a_file_of_ones_own()
    {
        string file = Configuration();
        string password = _folder.Combine("password");
        await File.WriteAllTextAsync(password, "correct horse battery");
        foreach (string name in (string[])["ann", "bob"])
        {
            CommandRun added = await CommandRun.OfAsync("users", "add", name, "--role", "operate", "--password-file", password, "--config", file);
            Assert.True(added.ExitCode == 0, added.Error);
        }

        IReadOnlyList<Account> accounts = AccountFile.Read(GuardedNode.AccountsOf(_folder));
        Assert.All(accounts, a => Assert.StartsWith("$pbkdf2-sha512$i=210000$", a.Password, StringComparison.Ordinal));
        Assert.NotEqual(accounts[0].Password, accounts[1].Password);
        Assert.False(AccountFile.IsOpenToOthers(GuardedNode.AccountsOf(_folder)));
        Assert.Equal(["Operate    ann", "Operate    bob"], (await CommandRun.OfAsync("users", "list", "--config", file)).Output.Trim().Split(Environment.NewLine));

        Assert.Equal(2, (await CommandRun.OfAsync("users", "add", "ANN", "--role", "see", "--password-file", password, "--config", file)).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("users", "add", "two words", "--role", "see", "--password-file", password, "--config", file)).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("users", "remove", "carl", "--config", file)).ExitCode);
        await File.WriteAllTextAsync(password, "short");
        Assert.Contains("12 to 1024", (await CommandRun.OfAsync("users", "password", "ann", "--password-file", password, "--config", file)).Error, StringComparison.Ordinal);
    }

    private string Configuration(string urls = "http://127.0.0.1:0")
    {
        string file = _folder.Combine("node.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new { Http = new { Urls = urls, Accounts = GuardedNode.AccountsOf(_folder) } }));
        return file;
    }

    private static Task<HttpResponseMessage> SignInAsync(RunningNode node, string user, string password) =>
        node.Http.PostAsJsonAsync(new Uri("/api/v1/session", UriKind.Relative), new { user, password });

    private static async Task<string> CookieAsync(RunningNode node, string user)
    {
        using HttpResponseMessage signedIn = await SignInAsync(node, user, GuardedNode.Password);
        return signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private static async Task<(string? SignIn, string? User, int Roles)> SessionAsync(RunningNode node, string? cookie)
    {
        using HttpRequestMessage request = GuardedNode.Request(HttpMethod.Get, "/api/v1/session", cookie is null ? [] : [("Cookie", cookie)]);
        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        JsonNode session = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return ((string?)session["signIn"], (string?)session["user"], session["roles"]!.AsArray().Count);
    }

    private static async Task<HttpStatusCode> BasicAsync(RunningNode node, string name, string password)
    {
        using HttpRequestMessage request = GuardedNode.Request(HttpMethod.Get, "/api/v1/series");
        request.Headers.Authorization = GuardedNode.As(name, password);
        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
