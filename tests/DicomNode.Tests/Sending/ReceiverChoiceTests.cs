using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Pixels;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Sending;

/// <summary>One series, one job, and receivers that take different things: each gets what it takes.</summary>
public sealed class ReceiverChoiceTests : IDisposable
{
    private static readonly SegmentationForm[] s_labelMapFirst = [SegmentationForm.LabelMap, SegmentationForm.Binary];

    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_receiver_gets_the_form_that_it_takes_over_one_association()
    {
        await using CollectingArchive modern = new(new DicomServerOptions { TransferSyntaxes = [Uids.RleLossless, Uids.DeflatedImageFrameCompression, Uids.ExplicitVrLittleEndian] });
        await using CollectingArchive older = new(Taking(c => c != Uids.LabelMapSegmentationStorage));
        await using CollectingArchive planning = new(Taking(c => !IsSegmentation(c)));
        await using CollectingArchive picky = new(new DicomServerOptions(), DimseStatus.SopClassNotSupported);
        await using RunningNode node = await RunningNode.StartAsync(_folder, modern.Port, o =>
        {
            o.Peers =
            [
                Peer("modern", modern, new() { Segmentation = s_labelMapFirst, Compressed = true }),
                Peer("older", older, new() { Segmentation = s_labelMapFirst }),
                Peer("planning", planning, new() { Segmentation = s_labelMapFirst, FirstOf = [ResultOutput.Seg, ResultOutput.RtStruct] }),
                Peer("picky", picky, new() { Segmentation = s_labelMapFirst }),
                .. o.Peers.Where(p => p.Name == "scanner"),
            ];
            o.Models = new() { Folder = DisjointModel.WriteTo(_folder) };
            o.Routes = [new() { When = new() { Modality = "CT" }, Model = "ct-tissue", SendTo = ["modern", "older", "planning", "picky"] }];
        });

        await node.SendAsync(Slices());
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.True((string?)done["state"] == "Done", done.ToJsonString());
        Assert.Equal([Uids.RtStructureSetStorage, Uids.LabelMapSegmentationStorage], Classes(modern));
        Assert.Equal([Uids.RtStructureSetStorage, Uids.SegmentationStorage], Classes(older));
        Assert.Equal([Uids.RtStructureSetStorage], Classes(planning));
        Assert.Equal([Uids.RtStructureSetStorage, Uids.SegmentationStorage], Classes(picky)); // of what it kept: the label map it refused when it saw it
        Assert.Contains(Uids.LabelMapSegmentationStorage, picky.Received.Select(r => r.Request.AffectedSopClassUid));
        foreach (CollectingArchive archive in (CollectingArchive[])[older, planning, picky])
        {
            Assert.Single(archive.Received.Select(r => r.Request.AssociationId).Distinct());
        }

        (StoreRequest request, byte[] bytes, _) = modern.Received.Single(r => r.Request.AffectedSopClassUid == Uids.LabelMapSegmentationStorage);
        Assert.Equal(Uids.RleLossless, request.TransferSyntaxUid);
        int[] labelMap = Voxels(bytes, TransferSyntax.Find(Uids.RleLossless)!), binary = Voxels(Kept(older, Uids.SegmentationStorage), TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(binary, labelMap);

        // the record says which of them each has
        Dictionary<string, string[]> delivered = done["deliveries"]!.AsArray().GroupBy(d => (string)d!["destination"]!).ToDictionary(g => g.Key, g => g.Select(d => (string)d!["sopInstanceUid"]!).Order().ToArray());
        Assert.Equal(modern.Received.Select(r => r.Request.AffectedSopInstanceUid).Order(), delivered["modern"]);
        Assert.Equal(older.Received.Select(r => r.Request.AffectedSopInstanceUid).Order(), delivered["older"]);
        Assert.Equal(planning.Received.Select(r => r.Request.AffectedSopInstanceUid), delivered["planning"]);
        Assert.Equal(picky.Received.Where(r => r.Answer == DimseStatus.Success).Select(r => r.Request.AffectedSopInstanceUid).Order(), delivered["picky"]);
    }

    [Fact]
    public async Task What_may_have_arrived_is_sent_again_byte_for_byte_and_not_another_form_of_it()
    {
        await using CollectingArchive full = new(new DicomServerOptions(), DimseStatus.OutOfResources, DimseStatus.OutOfResources);
        await using RunningNode node = await RunningNode.StartAsync(_folder, full.Port, o =>
        {
            o.Peers = [Peer("pacs", full, new() { Segmentation = s_labelMapFirst, Compressed = true }), .. o.Peers.Where(p => p.Name == "scanner")];
            o.Models = new() { Folder = DisjointModel.WriteTo(_folder) };
        });

        await node.SendAsync(Slices());
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.True(full.Received.Count > 2);
        Assert.All(full.Received.GroupBy(r => r.Request.AffectedSopInstanceUid), same => Assert.Single(same.Select(r => Convert.ToHexString(r.DataSet)).Distinct()));
        Assert.Equal(2, full.Received.Select(r => r.Request.AffectedSopInstanceUid).Distinct().Count());
    }

    [Fact]
    public async Task Without_anything_to_send_instead_the_dead_letter_names_the_class_that_is_refused()
    {
        await using CollectingArchive planning = new(Taking(c => !IsSegmentation(c)));
        await using RunningNode node = await RunningNode.StartAsync(_folder, planning.Port);

        await node.SendAsync(Slices());
        JsonNode? dead = null;
        await Eventually.TrueAsync(
            async () => (dead = (await node.FindAsync(_series.SeriesInstanceUid))?["deliveries"]?.AsArray().FirstOrDefault(d => (string?)d!["state"] == "DeadLetter")) is not null,
            TimeSpan.FromMinutes(2),
            () => "no dead letter");

        Assert.Contains(Uids.SegmentationStorage, (string?)dead!["reason"], StringComparison.Ordinal);
        Assert.Equal("SEG", (string?)dead["kind"]);
    }

    [Fact]
    public async Task Who_lacks_the_newer_class_of_reports_gets_the_older_one_over_the_same_association()
    {
        ReceiverOptions both = new() { Reports = [ReportForm.Comprehensive3D, ReportForm.Comprehensive] };
        await using CollectingArchive modern = new();
        await using CollectingArchive older = new(Taking(c => c != Uids.Comprehensive3DsrStorage));
        await using CollectingArchive picky = new(Taking(c => c != Uids.Comprehensive3DsrStorage && !IsSegmentation(c)));
        await using RunningNode node = await RunningNode.StartAsync(_folder, modern.Port, o =>
        {
            o.Peers =
            [
                Peer("modern", modern, both), Peer("older", older, new() { Reports = both.Reports, Segmentation = s_labelMapFirst }),
                Peer("picky", picky, new() { Reports = both.Reports, FirstOf = [ResultOutput.Seg, ResultOutput.Sr] }), .. o.Peers.Where(p => p.Name == "scanner"),
            ];
            o.Models = new() { Folder = DisjointModel.WriteTo(_folder) };
            o.Routes = [new() { When = new() { Modality = "CT" }, Model = "ct-tissue", SendTo = ["modern", "older", "picky"], Outputs = [ResultOutput.Seg, ResultOutput.Sr] }];
        });

        await node.SendAsync(Slices());
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.True((string?)done["state"] == "Done", done.ToJsonString());
        Assert.Equal([Uids.SegmentationStorage, Uids.Comprehensive3DsrStorage], Classes(modern));
        Assert.Equal([Uids.LabelMapSegmentationStorage, Uids.ComprehensiveSrStorage], Classes(older)); // on the label map that it has
        Assert.Equal([Uids.ComprehensiveSrStorage], Classes(picky)); // alone, on no segmentation
        Assert.Single(older.Received.Select(r => r.Request.AssociationId).Distinct());
        DataSet report = DataSetReader.Read(Kept(older, Uids.ComprehensiveSrStorage), TransferSyntax.ExplicitVrLittleEndian);
        IEnumerable<string?> evidence = report.GetItems(Tags.CurrentRequestedProcedureEvidenceSequence).SelectMany(s => s.GetItems(Tags.ReferencedSeriesSequence)).SelectMany(s => s.GetItems(Tags.ReferencedSopSequence)).Select(i => i.GetString(Tags.ReferencedSopInstanceUid));
        Assert.Contains(older.Received.Single(r => r.Request.AffectedSopClassUid == Uids.LabelMapSegmentationStorage).Request.AffectedSopInstanceUid, evidence);
    }

    [Fact]
    public async Task Two_nodes_make_the_same_objects_of_a_series_probabilities_and_reports_among_them_but_for_the_time()
    {
        string models = DisjointModel.WriteTo(_folder), manifest = Path.Combine(models, "ct-tissue", "model.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest)
            .Replace("\"op\": \"split-left-right\", \"labels\": [1], \"left\": 4, \"right\": 5, \"connectivity\": 6", "\"op\": \"remap\", \"map\": { \"1\": 4 }", StringComparison.Ordinal)
            .Replace("\"restore\": \"scores\"", "\"activation\": \"softmax\"", StringComparison.Ordinal).Replace("\"BINARY\"", "\"FRACTIONAL\"", StringComparison.Ordinal));
        Dictionary<string, string>[] runs = [[], []];
        foreach ((Dictionary<string, string> run, int number) in runs.Select((r, i) => (r, i)))
        {
            await using CollectingArchive archive = new();
            using TempFolder folder = new();
            await using RunningNode node = await RunningNode.StartAsync(folder, archive.Port, o =>
            {
                o.Models = new() { Folder = models };
                o.Routes = [new() { When = new() { Modality = "CT" }, Model = "ct-tissue", SendTo = ["pacs"], Outputs = [ResultOutput.Seg, ResultOutput.RtStruct, ResultOutput.Sr, ResultOutput.Sc] }];
            });

            await node.SendAsync(Slices());
            JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

            Assert.True((string?)done["state"] == "Done", done.ToJsonString());
            foreach ((StoreRequest request, byte[] bytes, _) in archive.Received)
            {
                TransferSyntax syntax = TransferSyntax.Find(request.TransferSyntaxUid)!;
                DataSet read = DataSetReader.Read(bytes, syntax);
                foreach (DataElement time in read.Where(e => e.Vr == Vr.DA || e.Vr == Vr.TM).ToArray())
                {
                    read.Remove(time.Tag);
                }

                run[request.AffectedSopInstanceUid] = Convert.ToHexString(DataSetWriter.ToArray(read, syntax));
            }

            DataSet segmentation = DataSetReader.Read(Kept(archive, Uids.SegmentationStorage), TransferSyntax.ExplicitVrLittleEndian);
            Assert.Equal("PROBABILITY", segmentation.GetString(Tags.SegmentationFractionalType));
            Assert.Contains((byte)255, segmentation.GetBytes(Tags.PixelData).ToArray());
            Assert.Empty(Directory.GetFiles(folder.Combine("data/incoming")));
        }

        Assert.True(runs[0].Count > 4);
        Assert.Equal(runs[0].OrderBy(o => o.Key), runs[1].OrderBy(o => o.Key));
    }

    private static DicomServerOptions Taking(Func<string, bool> sopClass) => new() { AcceptsSopClass = sopClass };

    private static bool IsSegmentation(string sopClass) => sopClass is Uids.SegmentationStorage or Uids.LabelMapSegmentationStorage;

    private static PeerOptions Peer(string name, CollectingArchive archive, ReceiverOptions receives) =>
        new() { Name = name, AeTitle = "ARCHIVE", Host = "127.0.0.1", Port = archive.Port, Receives = receives };

    private static string[] Classes(CollectingArchive archive) =>
        [.. archive.Received.Where(r => r.Answer == DimseStatus.Success).Select(r => r.Request.AffectedSopClassUid).Order(StringComparer.Ordinal)];

    private static byte[] Kept(CollectingArchive archive, string sopClass) => archive.Received.Single(r => r.Request.AffectedSopClassUid == sopClass).DataSet;

    /// <summary>How many voxels each segment has.</summary>
    private static int[] Voxels(byte[] dataSet, TransferSyntax transferSyntax)
    {
        DataSet image = DataSetReader.Read(dataSet, transferSyntax);
        int[] counts = new int[image.GetItems(Tags.SegmentSequence).Max(s => s.GetInt32(Tags.SegmentNumber)!.Value)];
        PixelFrames frames = PixelFrames.Open(image, transferSyntax, FrameDecoders.Managed);
        int[] pixels = new int[image.GetInt32(Tags.Rows)!.Value * image.GetInt32(Tags.Columns)!.Value];
        foreach ((DataSet frame, int index) in image.GetItems(Tags.PerFrameFunctionalGroupsSequence).Select((f, i) => (f, i)))
        {
            frames.ReadFrame<int>(index, pixels);
            int? segment = frame.GetItems(Tags.SegmentIdentificationSequence) is [DataSet item, ..] ? item.GetInt32(Tags.ReferencedSegmentNumber) : null;
            foreach (int value in pixels.Where(v => v != 0))
            {
                counts[(segment ?? value) - 1]++;
            }
        }

        return counts;
    }

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);
}
