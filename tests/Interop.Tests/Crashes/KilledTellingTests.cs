using System.Text.Json.Nodes;
using System.Xml.Linq;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.DicomNode.Tests.Notifying;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>SIGKILL between what happened and who has to hear of it: notifications and audit messages.</summary>
public class KilledTellingTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_message_that_was_on_its_way_is_told_by_the_next_process_with_the_same_id()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        receiver.Delay = TimeSpan.FromMinutes(5);
        Dictionary<string, string> settings = new()
        {
            ["DICOMNODE__Notifications__Look"] = "00:00:00.2",
            ["DICOMNODE__Notifications__Channels__0__Name"] = "hook",
            ["DICOMNODE__Notifications__Channels__0__Webhook__Url"] = receiver.Url,
            ["DICOMNODE__Notifications__Channels__0__Webhook__Timeout"] = "00:05:00",
        };
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [], model: null, settings);
        await node.KillAsync();
        await node.RestartAsync(settings);
        await Eventually.TrueAsync(() => receiver.Calls.Count == 1, s_longest, () => node.Log);
        await node.KillAsync();
        receiver.Delay = TimeSpan.Zero;
        await node.RestartAsync(settings);
        await Eventually.TrueAsync(() => receiver.Calls.Count == 2, s_longest, () => node.Log);
        JsonNode[] told = [.. receiver.Calls.Select(c => JsonNode.Parse(c.Body)!)];
        Assert.Equal(["Crashed", "Crashed"], told.Select(t => (string?)t["kind"]));
        Assert.Equal((string?)told[0]["id"], (string?)told[1]["id"]);
        Assert.Equal(0, await node.StopAsync());
        await node.RestartAsync(settings);
        await node.FindAsync("/api/v1/notifications");
        Assert.Equal(2, receiver.Calls.Count);
    }

    [Fact]
    public async Task Instances_of_an_association_that_the_kill_ended_are_audited_by_the_next_process()
    {
        MadeSeries series = new() { Slices = 3 };
        await using SyslogPeer server = new();
        Dictionary<string, string> settings = new()
        {
            ["DICOMNODE__AcceptUnknownPeers"] = "true",
            ["DICOMNODE__Audit__Server"] = "127.0.0.1",
            ["DICOMNODE__Audit__Port"] = $"{server.Port}",
            ["DICOMNODE__Audit__Transport"] = "Tcp",
        };
        await using NodeProcess node = await NodeProcess.StartAsync(FreePort.Next(), [], model: null, settings);
        await using (ClientAssociation association = await new DicomClient(new DicomClientOptions { AeTitle = "SCANNER" }).RequestAsync(
            new(NodeProcess.AeTitle, "127.0.0.1", node.DicomEndPoint.Port), ProposedContext.OnePerTransferSyntax([Uids.CtImageStorage], Uids.ExplicitVrLittleEndian), CancellationToken.None))
        {
            foreach (DataSet slice in Enumerable.Range(0, series.Slices).Select(series.Slice))
            {
                using MemoryStream bytes = new(DataSetWriter.ToArray(slice, TransferSyntax.ExplicitVrLittleEndian));
                Assert.Equal(DimseStatus.Success, (await association.StoreAsync(
                    new(Uids.CtImageStorage, slice.GetString(Tags.SopInstanceUid)!, Uids.ExplicitVrLittleEndian, bytes), CancellationToken.None)).Status);
            }

            await node.KillAsync(); // the association is open, and nothing of it is on the disk but the images
        }

        await server.InitializeAsync();
        await node.RestartAsync(settings);
        XElement transfer = (await server.MessagesAsync(m => m.Any(IsTransfer))).Single(IsTransfer);
        Assert.Equal("SCANNER", (string?)transfer.Element("ActiveParticipant")!.Attribute("UserID"));
        Assert.Equal((series.StudyInstanceUid, "3"), (
            (string?)transfer.Element("ParticipantObjectIdentification")!.Attribute("ParticipantObjectID"), (string?)transfer.Descendants("SOPClass").Single().Attribute("NumberOfInstances")));
        Assert.Equal(0, await node.StopAsync());
        IReadOnlyList<XElement> all = await server.MessagesAsync(m => m.Any(x => x.ToString().Contains("110121", StringComparison.Ordinal)));
        Assert.Equal(2, all.Count(x => x.ToString().Contains("110120", StringComparison.Ordinal))); // the first start had waited for the server all the time
    }

    private static bool IsTransfer(XElement message) => (string?)message.Element("EventIdentification")!.Element("EventID")!.Attribute("csd-code") == "110104";
}
