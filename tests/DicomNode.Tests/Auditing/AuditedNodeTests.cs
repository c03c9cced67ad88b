using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Auditing;

/// <summary>What a node tells rsyslog: every message that arrives is held against the schema.</summary>
public sealed class AuditedNodeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Over_tls_with_certificates_on_both_sides_a_day_of_the_node_is_told_in_order()
    {
        using TestAuthority authority = new(_folder.Path);
        IssuedCertificate own = authority.Issue("node");
        await using SyslogPeer server = new() { Certificate = authority.Issue("syslog"), Authority = authority.CertificateFile };
        await server.InitializeAsync();
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Audit = new()
        {
            Server = "127.0.0.1",
            Port = server.Port,
            EnterpriseSiteId = "Hospital",
            Tls = new() { Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [authority.CertificateFile] },
        }))
        {
            await node.SendAsync(Slices());
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
            await Assert.ThrowsAsync<AssociationRejectedException>(() => node.SendAsync(Slices().Take(1), "STRA\"NGER&<"));
            await QueryAsync(node);
            await server.MessagesAsync(m => m.Count(x => Id(x) is "110112") == 1 && m.Count(x => Id(x) == "110104") == 3);
        }

        IReadOnlyList<XElement> told = await server.MessagesAsync(m => m.Any(x => Type(x) == "110121"));
        Assert.Equal("110120", Type(told[0]));
        Assert.Equal("110121", Type(told[^1]));
        Assert.All(server.Messages, m => Assert.Matches("^(85|84) [^ ]+ dicomnode DICOM\\+RFC3881 - *$", m.Header));

        XElement received = Assert.Single(told, x => Id(x) == "110104" && Action(x) == "C");
        Assert.Equal(("SCANNER", "127.0.0.1"), ((string?)received.Element("ActiveParticipant")!.Attribute("UserID"), (string?)received.Element("ActiveParticipant")!.Attribute("NetworkAccessPointID")));
        Assert.Equal((_series.StudyInstanceUid, Uids.CtImageStorage, "20"), Study(received));
        Assert.Equal(2, told.Count(x => Id(x) == "110102"));
        Assert.Equal(2, told.Count(x => Id(x) == "110104" && Action(x) == "R" && (string?)x.Element("EventIdentification")!.Attribute("EventOutcomeIndicator") == "0"));
        XElement alert = Assert.Single(told, x => Id(x) == "110113");
        Assert.Contains(alert.Elements("ActiveParticipant"), p => (string?)p.Attribute("UserID") == "STRA\"NGER&<");
        Assert.Contains("Add it to Peers", Encoding.UTF8.GetString(Convert.FromBase64String((string)alert.Descendants("ParticipantObjectDetail").Single().Attribute("value")!)));

        DataSet query = DataSetReader.Read(Convert.FromBase64String(told.Single(x => Id(x) == "110112").Descendants("ParticipantObjectQuery").Single().Value), TransferSyntax.ExplicitVrLittleEndian);
        Assert.True(query.Contains(Tags.PatientId));
        Assert.Null(query.GetString(Tags.PatientId)); // Audit:Patients is off
        Assert.Equal("STUDY", query.GetString(Tags.QueryRetrieveLevel));
        Assert.DoesNotContain("PatientSecret", server.Log);
        Assert.DoesNotContain(told, x => x.Descendants("ParticipantObjectIDTypeCode").Any(c => (string?)c.Attribute("csd-code") == "2"));
    }

    [Fact]
    public async Task With_patients_the_messages_about_studies_name_them()
    {
        await using SyslogPeer server = new();
        await server.InitializeAsync();
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => Audit(o, server.Port).Patients = true);
        await node.SendAsync(Slices());
        IReadOnlyList<XElement> told = await server.MessagesAsync(m => m.Count(x => Id(x) == "110104") == 3);
        string id = _series.Slice(0).GetString(Tags.PatientId)!;
        Assert.All(told.Where(x => Id(x) is "110102" or "110104"), x => Assert.Equal(id, (string?)x.Elements("ParticipantObjectIdentification").Last().Attribute("ParticipantObjectID")));
    }

    [Fact]
    public async Task While_the_server_is_away_messages_wait_and_then_come_in_order_and_a_server_that_goes_gets_again_what_it_may_not_have()
    {
        await using SyslogPeer server = new();
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o =>
        {
            Audit(o, server.Port);
            o.Routes = [];
        }))
        {
            await node.SendAsync(Slices().Take(3));
            JsonNode? check = null;
            await Eventually.TrueAsync(async () => (string?)(check = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/health/ready", UriKind.Relative)))!["checks"]!["audit"])!["status"] == "Degraded", TimeSpan.FromSeconds(30), () => $"{check}");
            await node.SendAsync(Slices().Skip(3).Take(5));
            await server.InitializeAsync();
            await server.MessagesAsync(m => m.Count(x => Id(x) == "110104") == 2);
            await server.KillAsync();
            await node.SendAsync(Slices().Skip(8).Take(7));
            await server.InitializeAsync();
            await server.MessagesAsync(m => m.Any(x => Study(x).Item3 == "7"));
        }

        IReadOnlyList<XElement> told = await server.MessagesAsync(m => m.Any(x => Type(x) == "110121"));
        Assert.Equal("110120", Type(told[0]));
        Assert.Equal(["3", "5", "7"], told.Where(x => Id(x) == "110104").Select(x => Study(x).Item3).Distinct());
    }

    [Fact]
    public async Task A_full_spool_loses_with_a_number_an_alarm_and_a_message_about_it_when_there_is_room()
    {
        await using SyslogPeer server = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o =>
        {
            Audit(o, server.Port).SpoolMiB = 0.01;
            o.Routes = [];
        });
        AuditTrail trail = node.Services.GetRequiredService<AuditTrail>();
        for (int i = 0; trail.Lost is null; i++)
        {
            Assert.True(i < 100);
            await node.SendAsync(Slices().Take(1));
            await Task.Delay(TimeSpan.FromSeconds(0.2));
        }

        JsonNode check = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/health/ready", UriKind.Relative)))!["checks"]!["audit"]!;
        Assert.Contains("audit messages are lost", (string?)check["reason"]);
        Assert.True(File.Exists(_folder.Combine("data", "audit", "lost.json")));
        await server.InitializeAsync();
        await server.MessagesAsync(m => m.Count > 3);
        await Eventually.TrueAsync(() => trail.Spool!.Waiting == 0, TimeSpan.FromSeconds(60));
        await node.SendAsync(Slices().Skip(5).Take(2));
        IReadOnlyList<XElement> told = await server.MessagesAsync(m => m.Any(x => Study(x).Item3 == "2"));
        XElement alert = Assert.Single(told, x => Type(x) == "110133");
        Assert.Contains("could not be kept", (string?)alert.Element("EventIdentification")!.Element("EventOutcomeDescription"));
        Assert.Null(trail.Lost);
    }

    [Fact]
    public async Task Over_udp_each_message_is_a_datagram()
    {
        using UdpClient server = new(0, AddressFamily.InterNetwork);
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Audit(o, ((System.Net.IPEndPoint)server.Client.LocalEndPoint!).Port).Transport = AuditTransport.Udp);
        string text = Encoding.UTF8.GetString((await server.ReceiveAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token)).Buffer);
        Assert.StartsWith("<85>1 ", text);
        Assert.Equal("110120", Type(AuditSchema.Validate(text[(text.IndexOf('\uFEFF') + 1)..])));
    }

    [Fact]
    public void Settings_that_cannot_work_stop_the_start_and_without_the_section_nothing_is_made()
    {
        NodeOptions options = new() { Audit = new() { Server = "h", Tls = new() { Authorities = [_folder.Combine("none.pem")] } } };
        Assert.Equal("Audit:Tls:Authorities:0", Assert.Single(AuditRules.Check(options, DateTimeOffset.UnixEpoch)).Key);
        options.Audit.Tls = new() { Key = "k" };
        Assert.Equal("Audit:Tls:Key", Assert.Single(AuditRules.Check(options, DateTimeOffset.UnixEpoch)).Key);
        Assert.Empty(AuditRules.Check(new(), DateTimeOffset.UnixEpoch));
    }

    private static AuditOptions Audit(NodeOptions options, int port) => options.Audit = new() { Server = "127.0.0.1", Port = port, Transport = AuditTransport.Tcp };

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);

    private static async Task QueryAsync(RunningNode node)
    {
        await using ClientAssociation association = await new DicomClient(new DicomClientOptions { AeTitle = "SCANNER" }).RequestAsync(
            new("DICOMNODE", "127.0.0.1", node.DicomPort), [ProposedContext.Uncompressed(QueryModel.StudyRoot.FindSopClassUid)], CancellationToken.None);
        DataSet keys = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.PatientId, "PatientSecret*").SetEmpty(Tags.StudyInstanceUid);
        Assert.Empty(await association.FindAsync(QueryModel.StudyRoot, keys, CancellationToken.None).ToListAsync());
        await association.ReleaseAsync(CancellationToken.None);
    }

    private static string? Id(XElement message) => (string?)message.Element("EventIdentification")!.Element("EventID")!.Attribute("csd-code");

    private static string? Type(XElement message) => (string?)message.Element("EventIdentification")!.Element("EventTypeCode")?.Attribute("csd-code");

    private static string? Action(XElement message) => (string?)message.Element("EventIdentification")!.Attribute("EventActionCode");

    private static (string?, string?, string?) Study(XElement message) => message.Element("ParticipantObjectIdentification") is { } study
        ? ((string?)study.Attribute("ParticipantObjectID"), (string?)study.Descendants("SOPClass").FirstOrDefault()?.Attribute("UID"), (string?)study.Descendants("SOPClass").FirstOrDefault()?.Attribute("NumberOfInstances"))
        : default;
}
