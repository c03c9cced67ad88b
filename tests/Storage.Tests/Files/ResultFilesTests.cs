using DicomNode.Storage.Files;

namespace DicomNode.Storage.Tests.Files;

public sealed class ResultFilesTests : IAsyncDisposable
{
    private readonly StorageUnderTest _storage = new();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_result_says_its_digest_and_what_is_changed_on_the_disk_is_noticed()
    {
        StoredInstance kept = await KeepAsync("2.25.1", "first");
        string path = _storage.Folder.FullPath(kept.Path);

        Assert.Equal((StoreOutcome.Stored, new FileInfo(path).Length), (kept.Outcome, kept.Bytes));
        Assert.True(_storage.Folder.Holds(kept.Path, kept.Sha256));
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        Assert.False(_storage.Folder.Holds(kept.Path, kept.Sha256));
        File.Delete(path);
        Assert.False(_storage.Folder.Holds(kept.Path, kept.Sha256));
    }

    [Fact]
    public async Task The_same_result_again_keeps_the_file_and_one_with_another_date_gives_way_to_what_archives_may_have()
    {
        StoredInstance first = await KeepAsync("2.25.1", "made on Monday");

        Assert.Equal(first with { Outcome = StoreOutcome.AlreadyThere }, await KeepAsync("2.25.1", "made on Monday"));
        Assert.Equal(first with { Outcome = StoreOutcome.Conflict }, await KeepAsync("2.25.1", "made on Tuesday"));
        Assert.True(_storage.Folder.Holds(first.Path, first.Sha256));
        Assert.Empty(Directory.GetFiles(Path.Combine(_storage.Folder.Root, "incoming")));
    }

    [Fact]
    public async Task A_damaged_result_is_replaced_when_it_is_made_again()
    {
        StoredInstance first = await KeepAsync("2.25.1", "made on Monday");
        await using (FileStream file = File.OpenWrite(_storage.Folder.FullPath(first.Path)))
        {
            file.SetLength(300);
        }

        Assert.Equal(first, await KeepAsync("2.25.1", "made on Monday"));
    }

    [Fact]
    public async Task A_result_that_a_kill_left_unfinished_is_removed_and_never_becomes_an_instance()
    {
        StoredInstance kept = await KeepAsync("2.25.1", "whole");
        string left = Path.Combine(_storage.Folder.Root, "incoming", "a.result"), taken = Path.Combine(_storage.Folder.Root, "incoming", "b.part");
        File.Copy(_storage.Folder.FullPath(kept.Path), left);
        File.Copy(_storage.Folder.FullPath(kept.Path), taken);

        RecoveryReport report = _storage.Files.Recover();

        Assert.Equal((0, 2), (report.Promoted.Count, report.Removed));
        Assert.Empty(_storage.Files.Enumerate());
        Assert.False(File.Exists(left) || File.Exists(taken));
    }

    private Task<StoredInstance> KeepAsync(string uid, string comment) => _storage.Results.StoreAsync(uid, comment);
}
