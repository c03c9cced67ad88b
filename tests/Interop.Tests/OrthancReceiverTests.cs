using System.Buffers.Binary;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Interop.Tests.Crashes;
using DicomNode.Segmenting;
using DicomNode.Sending;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>Orthanc as a receiver of every kind of result that it takes; label maps are none.</summary>
public class OrthancReceiverTests
{
    [Fact]
    public async Task Orthanc_stores_each_kind_over_the_association_on_which_it_refuses_label_maps()
    {
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new OrthancSettings());
        SyntheticSeries series = new("every kind");
        SyntheticMasks masks = SyntheticMasks.Phantom(series);
        ResultContext context = SyntheticResult.Context(series);
        ResultObject[] kinds =
        [
            SegmentationObject.Build(context, SyntheticResult.Segments, masks),
            SegmentationObject.Build(context, SyntheticResult.Segments, masks, new() { Form = SegmentationForm.Fractional }),
            RtStructureSetObject.Build(context, SyntheticResult.Segments, new TracedContours(context.Source, masks)),
            MeasurementReportObject.Build(context, new([.. SyntheticResult.Segments.Select(s => new StructureMeasurement(s, 1000))])),
            MeasurementReportObject.Build(context with { Variant = "older" }, new([.. SyntheticResult.Segments.Select(s => new StructureMeasurement(s, 1000))]), ReportForm.Comprehensive),
            SecondaryCaptureObject.Build(context, SyntheticResult.Segments, new(0, Rows: 30, Columns: 50, Captured()), 1),
        ];
        ReceiverProfile receiver = new() { Compressed = true };

        DicomClient client = new(new DicomClientOptions { AeTitle = NodeProcess.AeTitle });
        await using ClientAssociation association = await client.RequestAsync(
            new(orthanc.AeTitle, "127.0.0.1", orthanc.DicomEndPoint.Port),
            ResultAssociation.Propose([Uids.LabelMapSegmentationStorage, .. kinds.Select(k => k.SopClassUid).Distinct()], receiver), CancellationToken.None);
        Assert.Empty(association.AcceptedTransferSyntaxes(Uids.LabelMapSegmentationStorage));
        foreach (ResultObject kind in kinds)
        {
            TransferSyntax encoding = kind.PreferredTransferSyntax;
            using MemoryStream bytes = new(DataSetWriter.ToArray(kind.DataSet, encoding));
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(new(kind.SopClassUid, kind.SopInstanceUid, encoding.Uid, bytes), CancellationToken.None)).Status);
        }

        await association.ReleaseAsync(CancellationToken.None);
        Assert.Equal(kinds.Length, (await orthanc.GetAsync("instances")).AsArray().Count);

        // what a viewer of secondary captures sees, as Orthanc draws it: the width and height of a PNG stand behind its signature and the head of its first chunk
        JsonNode preview = (await orthanc.GetAsync("instances?expand")).AsArray().Single(i => $"{i!["MainDicomTags"]!["SOPInstanceUID"]}" == kinds[^1].SopInstanceUid)!;
        byte[] drawn = await orthanc.Http.GetByteArrayAsync($"instances/{preview["ID"]}/preview");
        Assert.Equal((50, 30), (BinaryPrimitives.ReadInt32BigEndian(drawn.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(drawn.AsSpan(20))));
        Assert.Equal(2, drawn[25]); // RGB
    }

    private static byte[] Captured() => [.. Enumerable.Range(0, 30 * 50 * 3).Select(i => (byte)(i % 251))];

    [Fact]
    public async Task A_label_map_that_it_refuses_falls_back_to_single_bits()
    {
        using TempFolder folder = new();
        MadeSeries series = new() { Slices = 20 };
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new OrthancSettings());
        await using NodeProcess node = await NodeProcess.StartAsync(
            FreePort.Next(),
            [new NodePeer("pacs", orthanc.AeTitle, orthanc.DicomEndPoint.Port), new NodePeer("scanner", "SCANNER", 1, GetsResults: false)],
            "ct-tissue",
            new Dictionary<string, string>
            {
                ["DICOMNODE__Models__Folder"] = DisjointModel.WriteTo(folder),
                ["DICOMNODE__Peers__0__Receives__Segmentation__0"] = "LABELMAP",
                ["DICOMNODE__Peers__0__Receives__Segmentation__1"] = "BINARY",
                ["DICOMNODE__Peers__0__Receives__Compressed"] = "true",
            });

        Assert.True(await new PersistentSender(node, "SCANNER", series.WriteTo(folder.Folder("made"))).TrySendAsync());

        JsonNode? seen = null;
        await Eventually.TrueAsync(
            async () => (seen = await node.FindAsync($"api/v1/series/{series.SeriesInstanceUid}")) is not null && $"{seen["state"]}" == "Done",
            TimeSpan.FromMinutes(2),
            () => $"{seen}\n{node.Log}");
        Assert.Equal(3, seen!["results"]!.AsArray().Count); // the label map is there, and stays here
        string[] delivered = [.. seen["deliveries"]!.AsArray().Select(d => $"{d!["sopInstanceUid"]}")];
        Assert.Equal(2, delivered.Length);
        JsonNode[] kept = [.. (await orthanc.GetAsync("instances?expand")).AsArray().OfType<JsonNode>()];
        Assert.Equal(delivered.Order(), kept.Select(i => $"{i["MainDicomTags"]!["SOPInstanceUID"]}").Order());
        Assert.DoesNotContain("attempt 2", node.Log, StringComparison.Ordinal);
    }
}
