using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>Says at the start what is allowed and still worth a word.</summary>
internal sealed class GuardingStartup(NodeOptions options, AccountDirectory accounts, ILogger<GuardingStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        HttpBinding? beyond = HttpBinding.Of(options.Http).FirstOrDefault(b => !b.IsLoopback);
        if (options.Http.AllowAnonymous && beyond is not null)
        {
            GuardingLog.Open(logger, beyond.Text);
        }

        if (options.Http.Accounts is string file)
        {
            if (accounts.All.Count == 0)
            {
                GuardingLog.NoAccounts(logger, file);
            }

            if (AccountFile.IsOpenToOthers(Path.GetFullPath(file)))
            {
                GuardingLog.AccountsOpen(logger, file);
            }

            if (options.Http.Proxy is null && HttpBinding.Of(options.Http).FirstOrDefault(b => b is { IsLoopback: false, IsSecure: false }) is { } plain)
            {
                GuardingLog.Unencrypted(logger, plain.Text);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
