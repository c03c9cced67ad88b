using System.Security.Claims;
using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>The local accounts as the file has them now. A file that cannot be read holds none: who was taken out of it should not stay in by an accident.</summary>
internal sealed class AccountDirectory(NodeOptions options, ILogger<AccountDirectory> logger)
{
    private readonly string? _path = options.Http.Accounts is string path ? Path.GetFullPath(path) : null;
    private readonly Lock _gate = new();
    private (DateTime At, long Length)? _read;
    private IReadOnlyList<Account> _accounts = [];

    /// <summary>Whether accounts are a way to sign in, however many there are.</summary>
    public bool IsInUse => _path is not null;

    public IReadOnlyList<Account> All
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return _accounts;
            }
        }
    }

    public Account? Find(string name) => All.FirstOrDefault(a => a.Is(name));

    /// <summary>Whether who signed in with a password is still the same account; of others there is nothing to say.</summary>
    public bool IsStill(ClaimsPrincipal who) => SignedIn.StampOf(who) is not string stamp || (who.Identity?.Name is string name && Find(name)?.Stamp == stamp);

    private void Refresh()
    {
        if (_path is null)
        {
            return;
        }

        FileInfo file = new(_path);
        (DateTime, long)? now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
        if (now == _read)
        {
            return;
        }

        _read = now;
        try
        {
            _accounts = AccountFile.Read(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _accounts = [];
            GuardingLog.AccountsUnreadable(logger, e.Message);
        }
    }
}
