using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DicomNode.Storage.Sqlite;

/// <summary>Where tests kill the node inside a migration or another transaction.</summary>
internal sealed class StatementFailpoint : DbCommandInterceptor
{
    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Failpoint.Reach(eventData.CommandSource == CommandSource.Migrations ? StateBoundary.IndexMigrating : StateBoundary.IndexWriting);
        return ValueTask.FromResult(result);
    }
}
