using System.CommandLine;
using DicomNode.Configuration;

namespace DicomNode.Cli;

/// <summary>What the commands have in common that ask the running node: its configuration, and who asks.</summary>
internal sealed class NodeSymbols
{
    private readonly Option<string?> _config = CommonOptions.Config();
    private readonly Option<string[]> _set = CommonOptions.Set();

    private readonly Option<string?> _user = new("--user")
    {
        Description = $"Who asks, where the node has accounts. Default: the variable {NodeCredentials.UserVariable}.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = $"A file whose first line is the password. Default: the variable {NodeCredentials.PasswordVariable}, else the password is asked for.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
        command.Add(_user);
        command.Add(_passwordFile);
    }

    public NodeApi Connect(ParseResult parsed)
    {
        HttpOptions http = CommonOptions.Load(parsed.GetValue(_config), parsed.GetValue(_set) ?? []).Http;
        return new(http, NodeCredentials.Find(parsed.GetValue(_user), parsed.GetValue(_passwordFile), parsed.InvocationConfiguration.Error));
    }
}
