using System.Text;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>
/// Who the patient is stands in the files that came and in the results made of them, and in nothing else that the node writes: no line of the log at any level, no
/// metric, no trace, no message to people or to the audit server, no name of a file, no index, no answer of the API but the one that is for it.
/// </summary>
public sealed class PatientDataTests : IDisposable
{
    private const string Marker = "ZQX", BirthDate = "19031227";
    private static readonly TransferSyntax s_syntax = TransferSyntax.ExplicitVrLittleEndian;
    private static readonly Tag s_creator = new(0x00090010), s_private = new(0x00091001);
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _whole = new() { Slices = 20, Seed = 61 }, _gap = new() { Slices = 20, Seed = 62 }, _odd = new() { Slices = 20, Seed = 63 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_that_tells_who_the_patient_is_leaves_the_images()
    {
        await using TraceCollector collector = new();
        await using CollectingArchive archive = new(new DimseStatus(0xC000), DimseStatus.OutOfResources);
        await using NodeProcess node = await NodeProcess.StartAsync(
            FreePort.Next(), [new("pacs", "ARCHIVE", archive.Port), new("scanner", "SCANNER", 1, GetsResults: false)], "ct-tissue", new Dictionary<string, string>
            {
                ["DICOMNODE__Logging__Format"] = "Json",
                ["DICOMNODE__Logging__Level__Default"] = "Trace",
                ["DICOMNODE__Logging__Level__Framework"] = "Trace",
                ["DICOMNODE__Telemetry__Otlp__Endpoint"] = collector.Endpoint,
                ["DICOMNODE__Telemetry__Otlp__Metrics"] = "true",
                ["DICOMNODE__Notifications__Channels__0__Name"] = "hook",
                ["DICOMNODE__Notifications__Channels__0__Webhook__Url"] = $"{collector.Endpoint}/hook",
                ["DICOMNODE__Notifications__Look"] = "00:00:01",
                ["DICOMNODE__Audit__Server"] = "127.0.0.1", // nobody listens: the messages stay in the spool, below the data folder
                ["DICOMNODE__Audit__Port"] = "1",
                ["DICOMNODE__Audit__Transport"] = "Tcp",
                ["DICOMNODE__Assembling__QuietPeriod"] = "00:00:01",
                ["DICOMNODE__Assembling__GapPeriod"] = "00:00:01",
            });

        await SendAsync(node, [.. Enumerable.Range(0, 20).Select(z => Bytes(Marked(_whole.Slice(z))))]);
        await SendAsync(node, [.. Enumerable.Range(0, 20).Where(z => z != 7).Select(z => Bytes(Marked(_gap.Slice(z))))]);
        await SendAsync(node, [.. OddOnes()]);
        await QueryAsync(node);
        (MadeSeries, string[])[] expected = [(_whole, (string[])["Failed", "Done"]), (_gap, ["Incomplete"]), (_odd, ["Incomplete", "Failed", "NotRouted"])];
        foreach ((MadeSeries series, string[] ends) in expected)
        {
            await Eventually.TrueAsync(
                async () => Array.IndexOf(ends, (string?)(await node.FindAsync($"api/v1/series/{series.SeriesInstanceUid}"))?["state"]) >= 0, TimeSpan.FromMinutes(2), () => node.Log[^Math.Min(node.Log.Length, 5000)..]);
        }

        await Eventually.TrueAsync(() => collector.Requests.Any(r => r.Path == "/hook" && Encoding.UTF8.GetString(r.Body).Contains("DeadLetter", StringComparison.Ordinal)), TimeSpan.FromMinutes(1));

        StringBuilder said = new();
        string[] paths =
        [
            "metrics", "api/v1/notifications", "health/ready", "api/v1/status", "api/v1/series", "api/v1/deliveries", "api/v1/models", "api/v1/peers",
            .. new[] { _whole, _gap, _odd }.SelectMany(s => new[] { "", "/log", "/image" }.Select(what => $"api/v1/series/{s.SeriesInstanceUid}{what}")),
        ];
        foreach (string path in paths)
        {
            using HttpResponseMessage answer = await node.Http.GetAsync(new Uri(path, UriKind.Relative));
            said.Append(path).Append(": ").AppendLine(await answer.Content.ReadAsStringAsync());
        }

        JsonNode dead = Assert.Single((await node.FindAsync("api/v1/deliveries?state=DeadLetter"))!.AsArray())!;
        Assert.Equal("C000H", (string?)dead["status"]); // the way of a dead letter was gone, too
        Assert.Equal(0, await node.StopAsync());

        AssertNothing("the log", node.Log);
        Assert.Contains("\"eventId\":1007", node.Log, StringComparison.Ordinal); // something was refused
        Assert.Contains("\"eventId\":4003", node.Log, StringComparison.Ordinal);
        Assert.Contains("\"level\":\"Trace\"", node.Log, StringComparison.Ordinal);
        AssertNothing("the API", $"{said}");
        Assert.NotEmpty(collector.Spans);
        Assert.All(collector.Requests, r => AssertNothing(r.Path, Encoding.UTF8.GetString(r.Body)));
        string[] files = Directory.GetFiles(node.DataFolder, "*", SearchOption.AllDirectories);
        AssertNothing("names of files", string.Join('\n', files));
        Assert.Contains(files, f => f.EndsWith("node.db", StringComparison.Ordinal));
        Assert.Contains(files, f => Path.GetDirectoryName(f)!.EndsWith("audit", StringComparison.Ordinal)
            && Encoding.UTF8.GetString(File.ReadAllBytes(f)).Contains(_whole.StudyInstanceUid, StringComparison.Ordinal));
        foreach (string file in files.Where(f => !f.EndsWith(".dcm", StringComparison.Ordinal)))
        {
            AssertNothing(file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        }

        // or this test shows nothing
        Assert.Contains(files, f => f.EndsWith(".dcm", StringComparison.Ordinal) && Encoding.Latin1.GetString(File.ReadAllBytes(f)).Contains(Marker, StringComparison.Ordinal));
    }

    /// <summary>Images that provoke warnings and errors, with the marker wherever a message could quote.</summary>
    private IEnumerable<(string SopInstanceUid, byte[] Bytes)> OddOnes()
    {
        yield return Bytes(Marked(_odd.Slice(0)).SetString(Tags.PatientName, $"{Marker}\"\\n<b>^'; DROP TABLE series; --\u001b[31m"));
        yield return Bytes(Marked(_odd.Slice(1)).SetBytes(Tags.ImagePositionPatient, Vr.DS, Text($"{Marker}\\1\\2 ")));
        yield return Bytes(Marked(_odd.Slice(2)).SetBytes(Tags.InstanceNumber, Vr.IS, Text($"{Marker}1")));
        yield return Bytes(Marked(_odd.Slice(3)).SetBytes(Tags.RescaleSlope, Vr.DS, Text($"{Marker}1")));
        yield return Bytes(Marked(_odd.Slice(4)).SetBytes(Tags.StudyDate, Vr.DA, Text($"{Marker}1")));
        yield return Bytes(Marked(_odd.Slice(5)).SetBytes(Tags.Modality, Vr.CS, Text("CT")));
        (string uid, byte[] whole) = Bytes(Marked(_odd.Slice(6)));
        yield return (uid, whole[..(whole.Length / 3)]); // cut off
        (uid, whole) = Bytes(Marked(_odd.Slice(7)));
        yield return (uid, Replaced(whole, "LO"u8, "ZQ"u8)); // a VR that is none
        (uid, whole) = Bytes(Marked(_odd.Slice(8)));
        yield return ("1.2.3.4.5", whole); // not the instance that was announced
        yield return Bytes(Marked(_odd.Slice(0)).SetString(Tags.StudyDescription, $"{Marker} changed")); // a conflict
        yield return Bytes(Marked(_odd.Slice(9)).SetBytes(Tags.PixelData, Vr.OW, Text($"{Marker}{Marker}"))); // too short
        yield return Bytes(Marked(_odd.Slice(10)).SetBytes(Tags.AcquisitionNumber, Vr.IS, Text($"{Marker}1")));
        yield return Bytes(Marked(_odd.Slice(11)).SetBytes(Tags.SpecificCharacterSet, Vr.CS, Text($"{Marker}1")));
    }

    private static DataSet Marked(DataSet slice) => slice
        .SetString(Tags.PatientName, $"{Marker}NAME^{Marker}GIVEN")
        .SetString(Tags.PatientId, $"{Marker}ID")
        .SetString(Tags.OtherPatientIds, $"{Marker}OTHER")
        .SetString(Tags.PatientBirthDate, BirthDate)
        .SetString(Tags.AccessionNumber, $"{Marker}ACC")
        .SetString(Tags.StudyId, $"{Marker}STUDY")
        .SetString(Tags.StudyDescription, $"{Marker} study")
        .SetString(Tags.SeriesDescription, $"{Marker} series")
        .SetString(Tags.ProtocolName, $"{Marker} protocol")
        .SetString(Tags.PatientComments, $"{Marker} comment")
        .SetString(Tags.ImageComments, $"{Marker} image")
        .SetString(Tags.ReferringPhysicianName, $"{Marker}^REFERRER")
        .SetString(Tags.InstitutionName, $"{Marker} hospital")
        .SetBytes(s_creator, Vr.LO, Text($"{Marker} CREATOR "))
        .SetBytes(s_private, Vr.LO, Text($"{Marker} PRIVATE "));

    private static (string SopInstanceUid, byte[] Bytes) Bytes(DataSet image) => (image.GetString(Tags.SopInstanceUid)!, DataSetWriter.ToArray(image, s_syntax));

    private static byte[] Replaced(byte[] bytes, ReadOnlySpan<byte> what, ReadOnlySpan<byte> by)
    {
        byte[] changed = [.. bytes];
        by.CopyTo(changed.AsSpan(bytes.AsSpan().IndexOf(what)));
        return changed;
    }

    private static async Task SendAsync(NodeProcess node, IReadOnlyList<(string SopInstanceUid, byte[] Bytes)> instances)
    {
        await using ClientAssociation association = await CallAsync(node, ProposedContext.OnePerTransferSyntax([Uids.CtImageStorage], s_syntax.Uid));
        foreach ((string uid, byte[] bytes) in instances)
        {
            using MemoryStream stream = new(bytes);
            await association.StoreAsync(new(Uids.CtImageStorage, uid, s_syntax.Uid, stream), CancellationToken.None);
        }

        await association.ReleaseAsync(CancellationToken.None);
    }

    private static async Task QueryAsync(NodeProcess node)
    {
        await using ClientAssociation association = await CallAsync(node, [new(Uids.StudyRootQueryRetrieveInformationModelFind, s_syntax.Uid)]);
        DataSet keys = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.PatientName, $"{Marker}*").SetString(Tags.PatientId, $"{Marker}ID").SetEmpty(Tags.StudyInstanceUid);
        await foreach (DataSet _ in association.FindAsync(QueryModel.StudyRoot, keys, CancellationToken.None))
        {
            // the answers are the peer's business
        }

        await association.ReleaseAsync(CancellationToken.None);
    }

    private static Task<ClientAssociation> CallAsync(NodeProcess node, IReadOnlyList<ProposedContext> contexts) =>
        new DicomClient(new DicomClientOptions { AeTitle = "SCANNER" }).RequestAsync(new(NodeProcess.AeTitle, "127.0.0.1", node.DicomEndPoint.Port), contexts, CancellationToken.None);

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    private static void AssertNothing(string where, string text)
    {
        foreach (string marker in new[] { Marker, BirthDate })
        {
            int at = text.IndexOf(marker, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, $"{where} has: …{(at < 0 ? "" : text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 200)])}…");
        }
    }
}
