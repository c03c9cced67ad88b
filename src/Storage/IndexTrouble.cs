using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage;

/// <summary>Tells a database that cannot be used now (locked, full, read-only, unreachable) from a statement that is wrong.</summary>
public static class IndexTrouble
{
    /// <summary>The statement may work later: what asked for it waits, and has not failed.</summary>
    public static bool Is(Exception exception) =>
        exception is DbException or DbUpdateException && exception.GetBaseException() is not SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_ERROR };

    /// <summary>The database itself is broken: no waiting mends it, its next start makes it again.</summary>
    public static bool IsDamage(Exception exception) =>
        exception.GetBaseException() is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB };
}
