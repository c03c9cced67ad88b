using System.Reflection;
using DicomNode.Configuration;
using DicomNode.Conformance;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Native;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Conformance;

public sealed class ConformanceStatementTests
{
    [Fact]
    public async Task What_the_statement_says_is_taken_is_what_an_association_with_the_node_takes_and_nothing_else()
    {
        using TempFolder folder = new();
        await using RunningNode node = await RunningNode.StartAsync(folder, FreePort.Next());
        string statement = await node.Http.GetStringAsync("/api/v1/conformance");
        string storage = Between(statement, "##### 4.2.1.3 ", "##### 4.2.1.4 ");
        HashSet<string> said = [.. DicomDictionary.UidsOf("SOP Class").Select(u => u.Uid).Where(u => storage.Contains($"| {u} |", StringComparison.Ordinal))];
        HashSet<string> saidSyntaxes = [.. DicomDictionary.UidsOf("Transfer Syntax").Select(u => u.Uid).Where(u => storage.Contains($"| {u} |", StringComparison.Ordinal))];

        HashSet<string> taken = [], takenSyntaxes = [];
        foreach (UidEntry[] some in DicomDictionary.UidsOf("SOP Class").Chunk(ProposedContext.MaxPerAssociation))
        {
            await using ClientAssociation association = await RequestAsync(node, [.. some.Select(u => new ProposedContext(u.Uid, Uids.ImplicitVrLittleEndian))]);
            taken.UnionWith(some.Select(u => u.Uid).Where(u => association.Accepts(u, Uids.ImplicitVrLittleEndian)));
        }

        await using (ClientAssociation association = await RequestAsync(node, [.. DicomDictionary.UidsOf("Transfer Syntax").Select(t => new ProposedContext(Uids.CtImageStorage, t.Uid))]))
        {
            takenSyntaxes.UnionWith(association.AcceptedTransferSyntaxes(Uids.CtImageStorage));
        }

        Assert.Equal(taken.Order(), said.Order());
        Assert.Equal(takenSyntaxes.Order(), saidSyntaxes.Order());
        Assert.True(taken.Count > 100 && takenSyntaxes.Count > 5);
    }

    [Fact]
    public void Every_status_that_the_code_has_a_name_for_is_in_the_statement()
    {
        DimseStatus[] named = [.. typeof(DimseStatus).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(DimseStatus)).Select(p => (DimseStatus)p.GetValue(null)!)];
        Assert.Equal(named.Select(s => s.Code).Order(), StatusUses.All.Select(u => u.Status.Code).Distinct().Order());
        string statement = Write(new());
        Assert.All(named.Where(s => s != DimseStatus.ProcessingFailure), s => Assert.Contains($"| {s.Code:X4}H | {s.Meaning} |", statement, StringComparison.Ordinal));
    }

    [Fact]
    public void No_host_no_peer_and_no_file_stands_in_it_and_it_is_the_same_each_time()
    {
        NodeOptions options = new()
        {
            Listener = new() { AeTitle = "OURNODE", Port = 104, Tls = new() { Certificate = "/secret/node.pem", Key = "/secret/node.key", PasswordFile = "/secret/password", Authorities = ["/secret/authority.pem"] } },
            Peers = [new() { Name = "hush-archive", AeTitle = "HUSH", Host = "hush.hospital.example", Port = 11119 }],
            Routes = [new() { Model = "hush-model", SendTo = ["hush-archive"], When = new() { SeriesDescription = "hush" } }],
        };
        string statement = Write(options);
        Assert.Equal(statement, Write(options));
        Assert.All(["hush", "HUSH", "secret", "11119", Environment.MachineName + " "], hidden => Assert.DoesNotContain(hidden, statement, StringComparison.Ordinal));
        Assert.Contains("#### 4.2.1 OURNODE", statement, StringComparison.Ordinal);
        Assert.Contains("| Port | Listener:Port | 104 |", statement, StringComparison.Ordinal);
        Assert.Contains("| Segmentation Storage | 1.2.840.10008.5.1.4.1.1.66.4 | RLE Lossless, Deflated Image Frame Compression, Explicit VR Little Endian", Between(statement, "##### 4.2.1.4", "## 5"), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_are_told_apart_by_where_their_values_come_from()
    {
        string statement = Write(new());
        string seg = Between(statement, "#### SEG: Segmentation Storage, Binary (BINARY)", "#### SEG: Segmentation Storage, Fractional");
        Assert.All(
            [
                "| Patient's Name | (0010,0010) | PN | image |", "| Modality | (0008,0060) | CS | fixed: SEG |", "| SOP Instance UID | (0008,0018) | UI | made |", "| Rows | (0028,0010) | US | image |",
                "| Segment Sequence | (0062,0002) | SQ |  |", "| >Segment Label | (0062,0005) | LO | made |", "| Lossy Image Compression | (0028,2110) | CS | fixed: 00 |",
            ],
            row => Assert.Contains(row, seg, StringComparison.Ordinal));
        Assert.Contains("Segmentation Image (C.8.20.2)", seg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_statement_among_the_documents_is_the_one_of_the_configuration_that_ships()
    {
        NodeOptions shipped = NodeConfiguration.Load(Checkout.Find("config/dicomnode.json"), new Dictionary<string, string?>(), modelsMayBeMissing: true);
        string now = Write(shipped);
        string there = File.ReadAllText(Checkout.Find("docs/conformance-statement.md"));
        Assert.True(now == there, $"docs/conformance-statement.md is not current: \"dicomnode conformance --config config/dicomnode.json --out docs/conformance-statement.md\". First difference: {FirstDifference(now, there)}");
    }

    private static string FirstDifference(string now, string there) =>
        now.Split('\n').Zip(there.Split('\n')).FirstOrDefault(p => p.First != p.Second) is ({ } a, { } b) ? $"\"{a}\" instead of \"{b}\"" : "the length";

    private static string Between(string text, string from, string to) => text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf(to, StringComparison.Ordinal)];

    private static string Write(NodeOptions options) => new ConformanceStatement(options, new AllDecoders()).Write(CancellationToken.None);

    private static Task<ClientAssociation> RequestAsync(RunningNode node, IReadOnlyList<ProposedContext> contexts) =>
        new DicomClient(new() { AeTitle = "SCANNER" }).RequestAsync(new("DICOMNODE", "127.0.0.1", node.DicomPort), contexts, CancellationToken.None);

    /// <summary>Of a machine that has every library.</summary>
    private sealed class AllDecoders : IFrameDecoder
    {
        public bool CanDecode(TransferSyntax transferSyntax) => FrameDecoders.Managed.CanDecode(transferSyntax) || NativeCodecs.Of(transferSyntax) is not null;

        public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native) => throw new NotSupportedException();
    }
}
