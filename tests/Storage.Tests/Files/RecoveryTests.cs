using DicomNode.Storage.Files;
using DicomNode.Testing;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Files;

/// <summary>What a power cut can leave in incoming/, made by hand.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly InstanceFiles _files;

    public RecoveryTests() => _files = new InstanceFiles(_folder.Path);

    private string Part => Path.Combine(_folder.Path, "incoming", "0123.part");

    [Fact]
    public async Task A_whole_part_gets_the_name_that_the_crash_kept_from_it()
    {
        StoredInstance stored = await UnrenameAsync();

        RecoveryReport report = _files.Recover();

        Assert.Equal([stored], report.Promoted);
        Assert.Equal(0, report.Removed);
        Assert.True(_files.Folder.Holds(stored.Path, stored.Sha256));
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_whole_part_whose_bytes_are_here_already_is_not_kept_twice()
    {
        StoredInstance stored = await _files.StoreAsync(SeriesUid, "1.2");
        File.Copy(_files.Folder.FullPath(stored.Path), Part);

        Assert.Equal(StoreOutcome.AlreadyThere, Assert.Single(_files.Recover().Promoted).Outcome);
        Assert.Equal([stored.Path], _files.Enumerate());
    }

    [Fact]
    public async Task A_part_cut_anywhere_is_never_promoted()
    {
        await UnrenameAsync();
        byte[] whole = await File.ReadAllBytesAsync(Part);
        for (int length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Part, whole[..length]);
            RefuseAndRemove($"cut at {length}");
        }
    }

    [Fact]
    public async Task A_part_with_one_changed_byte_is_never_promoted()
    {
        await UnrenameAsync();
        byte[] whole = await File.ReadAllBytesAsync(Part);
        for (int i = 0; i < whole.Length; i++)
        {
            if (i is >= 116 and < 128)
            {
                continue; // the unused end of the preamble says nothing
            }

            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            await File.WriteAllBytesAsync(Part, damaged);
            RefuseAndRemove($"byte {i} changed");
        }
    }

    [Theory]
    [InlineData(0)]    // the length was in the journal, the blocks were not: zeros
    [InlineData(128)]  // the preamble arrived, nothing behind it
    [InlineData(400)]  // a hole from somewhere on
    public async Task A_part_whose_blocks_never_arrived_is_never_promoted(int arrived)
    {
        await UnrenameAsync();
        byte[] whole = await File.ReadAllBytesAsync(Part);
        whole.AsSpan(arrived).Clear();
        await File.WriteAllBytesAsync(Part, whole);

        RefuseAndRemove("blocks missing");
    }

    [Fact]
    public async Task A_part_longer_than_it_says_is_never_promoted()
    {
        await UnrenameAsync();
        await File.AppendAllTextAsync(Part, "x");

        RefuseAndRemove("a byte too many");
    }

    [Fact]
    public async Task What_was_still_being_received_is_removed()
    {
        await using IncomingInstance incoming = _files.Begin(Head("1.2"));
        await incoming.WriteAsync(new byte[700_000], default);

        Assert.Equal(1, _files.Recover().Removed);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StoredInstance> UnrenameAsync()
    {
        StoredInstance stored = await _files.StoreAsync(SeriesUid, "1.2");
        File.Move(_files.Folder.FullPath(stored.Path), Part);
        return stored;
    }

    private void RefuseAndRemove(string what)
    {
        RecoveryReport report = _files.Recover();
        Assert.True(report is { Promoted.Count: 0, Removed: 1, Kept.Count: 0 } && !_files.Enumerate().Any(), what);
    }
}
