using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using DicomNode.Storage.Files;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Sqlite;

public sealed class NodeDatabaseTests : IAsyncLifetime
{
    private readonly StorageUnderTest _storage = new();

    [Fact]
    public async Task An_empty_folder_gets_a_database_in_the_write_ahead_mode()
    {
        await _storage.Database.StartAsync(default);

        await using NodeDbContext db = await _storage.Contexts.CreateDbContextAsync();
        Assert.Equal("wal", await ScalarAsync(db, "PRAGMA journal_mode"));
        Assert.Equal(2L, await ScalarAsync(db, "PRAGMA synchronous"));
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task The_handwritten_snapshot_is_the_model()
    {
        await using NodeDbContext db = await _storage.Contexts.CreateDbContextAsync();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_migrations_make_the_tables_that_the_model_would_make()
    {
        await _storage.Database.StartAsync(default);
        await using var fromModel = new StorageUnderTest();
        await using NodeDbContext migrated = await _storage.Contexts.CreateDbContextAsync(), created = await fromModel.Contexts.CreateDbContextAsync();
        await created.Database.EnsureCreatedAsync();

        Assert.Equal(await ColumnsAsync(created), await ColumnsAsync(migrated));
    }

    [Fact]
    public async Task A_mark_that_a_killed_migration_left_does_not_stop_the_next_start()
    {
        await using (NodeDbContext db = await _storage.Contexts.CreateDbContextAsync())
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _storage.Database.StartAsync(deadline.Token);

        await using NodeDbContext migrated = await _storage.Contexts.CreateDbContextAsync();
        Assert.Empty(await migrated.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_can_be_put_aside()
    {
        await File.WriteAllTextAsync(_storage.Folder.Database, string.Concat(Enumerable.Repeat("this is no database. ", 400)));

        DatabaseDamagedException damage = await Assert.ThrowsAsync<DatabaseDamagedException>(() => _storage.Database.StartAsync(default));
        Assert.Contains(_storage.Folder.Database, damage.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_storage.Database.PutAside()));
        await _storage.Database.StartAsync(default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(9000)]
    public async Task A_write_ahead_log_that_is_cut_off_costs_rows_and_no_instance(int length)
    {
        await _storage.Database.StartAsync(default);
        await using (NodeDbContext open = await _storage.Contexts.CreateDbContextAsync()) // as long as somebody has it open, the log is not written back
        {
            await open.Database.OpenConnectionAsync();
            for (int i = 1; i <= 20; i++)
            {
                StoredInstance file = await _storage.Files.StoreAsync(SeriesUid, $"1.{i}");
                await _storage.Series.RecordInstancesAsync([Received(SeriesUid, $"1.{i}", _storage.Clock.Now) with { File = file }], default);
            }

            await using var after = new StorageUnderTest(); // the disk as a power cut leaves it
            await CopyAsync(_storage.Folder.Root, after.Folder.Root);
            await using (FileStream log = File.OpenWrite(after.Folder.Database + "-wal"))
            {
                Assert.True(log.Length > length);
                log.SetLength(length);
            }

            await after.Database.StartAsync(default);
            int added = (await after.Index.CatchUpAsync(default)).Added;

            Assert.InRange(added, 1, 20);
            Assert.Equal(20, (await after.Series.InstancesAsync(SeriesUid, default)).Count);
        }
    }

    [Fact]
    public async Task Two_nodes_cannot_work_in_one_folder()
    {
        await _storage.Database.StartAsync(default);
        using var second = new DicomNode.Storage.Files.DataFolder(_storage.Folder.Root);

        Assert.Contains("another dicomnode", Assert.Throws<IOException>(second.Lock).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_cannot_be_written_is_called_that_and_not_taken(bool isLoop)
    {
        string path = Path.Combine(_storage.Folder.Root, "node.lock"); // neither opens for writing, whoever asks
        _ = isLoop ? File.CreateSymbolicLink(path, path) : Directory.CreateDirectory(path);

        IOException refusal = await Assert.ThrowsAsync<IOException>(() => _storage.Database.StartAsync(default));
        Assert.StartsWith($"{_storage.Folder.Root} cannot be written: ", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another dicomnode", refusal.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _storage.DisposeAsync().AsTask();

    private static async Task CopyAsync(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("node.lock", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using FileStream source = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), copy = File.Create(target);
            await source.CopyToAsync(copy);
        }
    }

    private static async Task<object?> ScalarAsync(NodeDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the tests' own words
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> ColumnsAsync(NodeDbContext db) => await ScalarAsync(
        db,
        """
        SELECT group_concat(line, char(10)) FROM (
          SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS line
          FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\_\_EF%' ESCAPE '\'
          UNION ALL SELECT replace(name || ' ' || sql, char(10), ' ') FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
          UNION ALL SELECT m.name || ' -> ' || f."table" || ' ' || f."from" || ' ' || f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
          ORDER BY 1)
        """);
}
