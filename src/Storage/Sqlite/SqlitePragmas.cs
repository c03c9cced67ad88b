using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DicomNode.Storage.Sqlite;

/// <summary>
/// What every connection is set to. The write-ahead log lets readers go on beside a writer; FULL, because a booked delivery or an
/// operator's decision cannot be read back from the files, and commits are few: received instances come in batches.
/// </summary>
internal sealed class SqlitePragmas(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    private readonly string _sql = $"PRAGMA busy_timeout={(int)busyTimeout.TotalMilliseconds}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using DbCommand command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(DbConnection connection)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant and an integer
        command.CommandText = _sql;
#pragma warning restore CA2100
        return command;
    }
}
