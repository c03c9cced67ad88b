using System.Net.Http.Headers;
using System.Text;
using DicomNode.Configuration;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using DicomNode.Web.Guarding;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>A node with an account for each role, whose name is the role's.</summary>
internal static class GuardedNode
{
    public const string Password = "correct horse battery";

    public static string AccountsOf(TempFolder folder) => folder.Combine("accounts.json");

    public static Task<RunningNode> StartAsync(TempFolder folder, Action<NodeOptions>? change = null)
    {
        if (!File.Exists(AccountsOf(folder)))
        {
            AccountFile.Write(AccountsOf(folder), [.. Enum.GetValues<AccessRole>().Select(r => Account.Of($"{r}".ToLowerInvariant(), r, Password))]);
        }

        return RunningNode.StartAsync(folder, FreePort.Next(), o =>
        {
            o.Http.Accounts = AccountsOf(folder);
            change?.Invoke(o);
        });
    }

    public static AuthenticationHeaderValue As(string name, string password = Password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    /// <summary>A request to the node with some headers.</summary>
    public static HttpRequestMessage Request(HttpMethod method, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
