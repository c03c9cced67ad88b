using System.Security.Cryptography;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Storage.Files;
using DicomNode.Testing;
using static DicomNode.Storage.Tests.TestInstance;

namespace DicomNode.Storage.Tests.Files;

public sealed class InstanceFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly InstanceFiles _files;

    public InstanceFilesTests() => _files = new InstanceFiles(_folder.Path);

    [Fact]
    public async Task A_committed_instance_is_a_Part_10_file_with_the_senders_bytes_and_our_preamble()
    {
        byte[] dataSet = DataSet(SeriesUid, "1.2.3.4.1");

        StoredInstance stored = await _files.StoreAsync(SeriesUid, "1.2.3.4.1");

        byte[] file = await File.ReadAllBytesAsync(_files.Folder.FullPath(stored.Path));
        Assert.Equal(StoreOutcome.Stored, stored.Outcome);
        Assert.Equal(file.Length, stored.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(dataSet)), stored.Sha256);
        Assert.Equal(dataSet, file[^dataSet.Length..]);
        Assert.Equal(Head("1.2.3.4.1"), file[128..^dataSet.Length]);
        Assert.Equal("1.2.3.4.1", Part10File.Read(_files.Folder.FullPath(stored.Path)).DataSet.GetString(Tags.SopInstanceUid));
        Assert.Equal(stored, _files.Describe(stored.Path));
        Assert.True(_files.Folder.Holds(stored.Path, stored.Sha256));
        Assert.Empty(Parts());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(256 * 1024)]
    [InlineData(600_001)]
    public async Task Pieces_of_any_length_make_the_same_file(int pieceLength)
    {
        byte[] dataSet = RandomNumberGenerator.GetBytes(pieceLength == 1 ? 2000 : 600_001);
        await using IncomingInstance incoming = _files.Begin(Head("1.2"));
        for (int i = 0; i < dataSet.Length; i += pieceLength)
        {
            await incoming.WriteAsync(dataSet.AsMemory(i, Math.Min(pieceLength, dataSet.Length - i)), default);
        }

        StoredInstance stored = await incoming.CommitAsync(SeriesUid, "1.2", default);

        Assert.Equal(dataSet.Length, incoming.DataSetLength);
        Assert.Equal(dataSet, (await File.ReadAllBytesAsync(_files.Folder.FullPath(stored.Path)))[^dataSet.Length..]);
        Assert.True(_files.Folder.Holds(stored.Path, stored.Sha256));
    }

    [Fact]
    public async Task An_abandoned_instance_leaves_nothing()
    {
        await using (IncomingInstance incoming = _files.Begin(Head("1.2")))
        {
            await incoming.WriteAsync(new byte[300_000], default);
            Assert.Single(Parts());
        }

        Assert.Empty(Parts());
        Assert.Empty(_files.Enumerate());
    }

    [Fact]
    public async Task The_same_bytes_again_keep_the_first_file_even_when_the_meta_group_differs()
    {
        StoredInstance first = await _files.StoreAsync(SeriesUid, "1.2");
        await using IncomingInstance again = _files.Begin(Head("1.2.999"));
        await again.WriteAsync(DataSet(SeriesUid, "1.2"), default);

        StoredInstance second = await again.CommitAsync(SeriesUid, "1.2", default);

        Assert.Equal(first with { Outcome = StoreOutcome.AlreadyThere }, second);
        Assert.Equal([first.Path], _files.Enumerate());
    }

    [Fact]
    public async Task Other_bytes_under_the_same_uid_are_kept_aside_once_and_the_first_is_untouched()
    {
        StoredInstance first = await _files.StoreAsync(SeriesUid, "1.2");
        StoredInstance other = await _files.StoreAsync(SeriesUid, "1.2", "other");
        StoredInstance otherAgain = await _files.StoreAsync(SeriesUid, "1.2", "other");

        Assert.Equal(StoreOutcome.Conflict, other.Outcome);
        Assert.StartsWith("conflicts/", other.Path, StringComparison.Ordinal);
        Assert.Equal(other, otherAgain);
        Assert.Equal([first.Path, other.Path], _files.Enumerate());
        Assert.True(_files.Folder.Holds(first.Path, first.Sha256) && _files.Folder.Holds(other.Path, other.Sha256));
    }

    [Fact]
    public async Task Of_many_at_once_with_one_uid_one_is_stored_and_none_is_lost()
    {
        StoredInstance[] stored = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() => _files.StoreAsync(SeriesUid, "1.2", $"version {i % 3}"))));

        Assert.Single(stored, s => s.Outcome == StoreOutcome.Stored);
        Assert.Equal(3, stored.Select(s => s.Path).Distinct().Count());
        Assert.Equal(3, _files.Enumerate().Count());
        Assert.Empty(Parts());
    }

    [Theory]
    [InlineData("../../../etc/passwd", "..")]
    [InlineData("/etc/passwd", "/")]
    [InlineData("1.2\0.3", "a/../../b")]
    [InlineData("", "")]
    public async Task Whatever_a_uid_contains_the_file_stays_inside_and_its_name_is_hexadecimal(string series, string instance)
    {
        await using IncomingInstance incoming = _files.Begin(Head("1.2"));
        StoredInstance stored = await incoming.CommitAsync(series, instance, default);

        Assert.Matches("^series/[0-9a-f]{32}/[0-9a-f]{32}\\.dcm$", stored.Path);
        Assert.Equal([stored.Path], _files.Enumerate());
    }

    [Fact]
    public void A_path_that_leads_out_of_the_folder_is_refused() =>
        Assert.Throws<ArgumentException>(() => _files.Folder.FullPath("series/../../outside.dcm"));

    [Fact]
    public void Nothing_is_taken_when_the_reserve_would_be_used()
    {
        using var folder = new DataFolder(_folder.Path, reserveBytes: long.MaxValue / 2);
        var files = new InstanceFiles(folder);

        StorageFullException full = Assert.Throws<StorageFullException>(() => files.Begin(Head("1.2")));
        Assert.Contains("Data:ReserveGiB", full.Message, StringComparison.Ordinal);
        Assert.False(folder.HasRoomFor(1));
        Assert.Empty(Parts());
    }

    public void Dispose() => _folder.Dispose();

    private string[] Parts() => Directory.GetFiles(Path.Combine(_folder.Path, "incoming"));
}
