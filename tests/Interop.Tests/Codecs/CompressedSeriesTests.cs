using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Codecs;

/// <summary>A CT series as it is and compressed by the tools of others, each sent by dcmsend without decompression: the node keeps the bytes and segments all of them alike.</summary>
public sealed class CompressedSeriesTests : IAsyncLifetime
{
    private static readonly (string TransferSyntax, Func<string, string, Task> CompressAsync)[] s_ways =
    [
        (Uids.ExplicitVrLittleEndian, (from, to) => Task.Run(() => File.Copy(from, to))),
        (Uids.RleLossless, (from, to) => Dcmtk.RequireAsync("dcmcrle", [from, to])),
        (Uids.JpegLosslessSv1, (from, to) => Dcmtk.RequireAsync("dcmcjpeg", ["+e1", from, to])),
        (Uids.JpeglsLossless, (from, to) => Dcmtk.RequireAsync("dcmcjpls", [from, to])),
        (Uids.Jpeg2000Lossless, (from, to) => Dcmtk.RequireAsync("gdcmconv", ["--j2k", from, to])),
    ];

    private readonly StoreScpPeer _archive = new() { AeTitle = "ARCHIVE" };
    private readonly TempFolder _folder = new();
    private NodeProcess _node = null!;

    public async Task InitializeAsync()
    {
        await _archive.InitializeAsync();
        _node = await NodeProcess.StartAsync(FreePort.Next(), [new NodePeer("archive", _archive.AeTitle, _archive.EndPoint.Port)], "ct-tissue");
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Labels_do_not_depend_on_how_a_series_was_compressed()
    {
        Dictionary<string, string> series = []; // transfer syntax by series
        foreach ((string syntax, Func<string, string, Task> compressAsync) in s_ways)
        {
            string folder = Directory.CreateDirectory(_folder.Combine(syntax)).FullName;
            string uid = $"2.25.4712{series.Count}";
            series[uid] = syntax;
            MadeSeries made = new() { Slices = 12 };
            for (int z = 0; z < made.Slices; z++)
            {
                string plain = _folder.Combine("plain.dcm");
                Part10File.Write(plain, made.Slice(z).SetString(Tags.SeriesInstanceUid, uid).SetString(Tags.SopInstanceUid, $"{uid}{z + 1:D3}"), TransferSyntax.ExplicitVrLittleEndian);
                await compressAsync(plain, Path.Combine(folder, $"{z:D3}.dcm"));
            }

            await Dcmtk.RequireAsync("dcmsend", ["-dn", "-aet", _archive.AeTitle, "-aec", NodeProcess.AeTitle, "+sd", "127.0.0.1", $"{_node.DicomEndPoint.Port}", folder]);
        }

        await Eventually.TrueAsync(() => _node.Log.Split("delivered to archive").Length > 2 * s_ways.Length, TimeSpan.FromSeconds(120), () => _node.Log);
        IReadOnlyList<DataSet> results = Segmentations();
        Assert.Equal(series.Keys.Order(StringComparer.Ordinal), results.Select(SourceSeries).Order(StringComparer.Ordinal));
        byte[][] labels = [.. results.Select(r => r.GetBytes(Tags.PixelData).ToArray())];
        Assert.Contains(labels[0], b => b != 0);
        Assert.All(labels, l => Assert.Equal(labels[0], l));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_node.DataFolder, "series"), "*.dcm", SearchOption.AllDirectories))
        {
            DicomFile stored = Part10File.Read(file);
            Assert.Equal(series[stored.DataSet.GetString(Tags.SeriesInstanceUid)!], stored.TransferSyntax.Uid);
        }
    }

    private List<DataSet> Segmentations() =>
        [.. _archive.ReceivedFiles.Select(f => Part10File.Read(f).DataSet).Where(d => d.GetString(Tags.SopClassUid) == Uids.SegmentationStorage)];

    private static string SourceSeries(DataSet segmentation) => segmentation.GetItems(Tags.ReferencedSeriesSequence)[0].GetString(Tags.SeriesInstanceUid)!;
}
