using System.Data.Common;
using DicomNode.Storage.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage;

/// <summary>The database as a whole: checked and brought to the current version at start, put aside when it is damaged.</summary>
public sealed class NodeDatabase(IDbContextFactory<NodeDbContext> contexts, DataFolder folder, TimeProvider clock)
{
    /// <summary>Takes the data folder for this process, checks the database and migrates it.</summary>
    /// <exception cref="DatabaseDamagedException">It fails SQLite's quick_check, is no database, or was condemned.</exception>
    /// <exception cref="IOException">Another node works in this folder.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Lock();
        try
        {
            await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
            if (File.Exists(folder.Database))
            {
                RefuseCondemned();
                await CheckAsync(db, cancellationToken);
            }

            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()) // both write even when there is nothing to do, and a full disk should not stop a start
            {
                await db.Database.OpenConnectionAsync(cancellationToken);
                await ForgetDeadMigrationAsync(db, cancellationToken);
                await db.Database.MigrateAsync(cancellationToken);
            }

            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
        catch (SqliteException exception) when (IndexTrouble.IsDamage(exception))
        {
            throw new DatabaseDamagedException(folder.Database, exception.Message, exception);
        }
    }

    /// <summary>Marks the database as damaged, for the next start: what shows while the node works need not show in a quick_check.</summary>
    public void Condemn(string finding) => File.WriteAllText(folder.CondemnedDatabase, finding);

    /// <summary>Moves the database out of the way, so that the next start makes an empty one.</summary>
    /// <returns>Where it is now; null when there was none.</returns>
    public string? PutAside()
    {
        folder.Lock();
        SqliteConnection.ClearAllPools();
        string aside = $"{folder.Database}.{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        foreach (string suffix in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(folder.Database + suffix))
            {
                File.Move(folder.Database + suffix, aside + suffix, overwrite: true);
            }
        }

        File.Delete(folder.CondemnedDatabase);
        return File.Exists(aside) ? aside : null;
    }

    private void RefuseCondemned()
    {
        if (File.Exists(folder.CondemnedDatabase))
        {
            throw new DatabaseDamagedException(folder.Database, File.ReadAllText(folder.CondemnedDatabase));
        }
    }

    private async Task CheckAsync(NodeDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (await command.ExecuteScalarAsync(cancellationToken) is not "ok" and object finding)
        {
            throw new DatabaseDamagedException(folder.Database, finding.ToString() ?? "no finding");
        }
    }

    /// <summary>
    /// EF Core marks a migration in a row of <c>__EFMigrationsLock</c> and waits for ever for one that is there. The folder is ours
    /// alone, so a mark that we find was left by a process that was killed; its migration ran in a transaction and left nothing else.
    /// </summary>
    private static async Task ForgetDeadMigrationAsync(NodeDbContext db, CancellationToken cancellationToken)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
