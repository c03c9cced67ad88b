using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Sqlite;

internal static class SqliteOptions
{
    /// <summary>How long a statement waits for another writer before it fails (SQLITE_BUSY).</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    public static DbContextOptionsBuilder UseNodeSqlite(this DbContextOptionsBuilder builder, string databaseFile, TimeSpan? busyTimeout = null)
    {
        SqliteLibrary.Use();
        TimeSpan wait = busyTimeout ?? BusyTimeout;
        var connection = new SqliteConnectionStringBuilder { DataSource = databaseFile, DefaultTimeout = Math.Max(1, (int)wait.TotalSeconds) };
        return builder
            .UseSqlite(connection.ConnectionString)
            .AddInterceptors(new SqlitePragmas(wait), new StatementFailpoint());
    }
}
