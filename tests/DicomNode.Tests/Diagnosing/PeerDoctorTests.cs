using DicomNode.Configuration;
using DicomNode.Diagnosing;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Diagnosing;

public sealed class PeerDoctorTests
{
    [Fact]
    public async Task A_right_peer_passes_every_question()
    {
        await using CollectingArchive archive = new();
        PeerOptions peer = Clinic.Peer(archive.Port);
        peer.Query = true;
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(peer);
        Assert.True(diagnosis.IsWell);
        Assert.Equal(
            ["name", "connection", "TLS", "association", "echo", "object SEG", "object RTSTRUCT", "store", "query", "commitment", "own side", "way in"], diagnosis.Steps.Select(s => s.Name));
        Assert.All(["name", "connection", "association", "echo", "object SEG", "object RTSTRUCT", "query", "own side"], s => Assert.Equal(StepOutcome.Passed, diagnosis.Step(s).Outcome));
        Assert.Contains("messages in pieces of 131072 bytes", diagnosis.Step("association").Text, StringComparison.Ordinal);
        Assert.Contains("Routes:0 (ct-tissue)", diagnosis.Step("own side").Text, StringComparison.Ordinal);
        Assert.Contains("[ \"DICOMNODE\", \"127.0.0.1\"", diagnosis.Step("way in").Advice, StringComparison.Ordinal);
        Assert.Empty(archive.Received);
    }

    [Fact]
    public async Task A_host_name_that_does_not_resolve_is_named_with_its_key()
    {
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(Clinic.Peer(104, host: "no-such-host.invalid"));
        diagnosis.Fails("name", "No host is called no-such-host.invalid", "Peers:0:Host");
        Assert.Equal(["name", "own side", "way in"], diagnosis.Steps.Select(s => s.Name));
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_refused_at_once() =>
        (await Clinic.ExamineAsync(Clinic.Peer(FreePort.Next()))).Fails("connection", "Nothing listens on port", "Peers:0:Port", "Orthanc: DicomServerEnabled");

    [Fact]
    public async Task A_web_server_on_the_port_is_recognised()
    {
        await using ScriptedPort web = ScriptedPort.Answering([.. "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22\r\n\r\n"u8]);
        (await Clinic.ExamineAsync(Clinic.Peer(web.Port))).Fails("association", "A web server answers there (\"nginx/1.22\")", "Peers:0:Port", "8042 is its web port");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n", "A secure shell answers there (\"SSH-2.0-OpenSSH_9.2p1\")")]
    [InlineData("220 mail.example ESMTP\r\n", "A mail or file server answers there")]
    [InlineData("RFB 003.008\n", "Something that is not DICOM answers there (\"RFB 003.008\")")]
    public async Task A_server_that_greets_is_recognised(string greeting, string words)
    {
        await using ScriptedPort port = ScriptedPort.Greeting(greeting);
        (await Clinic.ExamineAsync(Clinic.Peer(port.Port))).Fails("association", words, "Peers:0:Port");
    }

    [Fact]
    public async Task A_port_that_takes_connections_and_is_silent_is_told_so()
    {
        await using ScriptedPort port = ScriptedPort.Silent();
        (await Clinic.ExamineAsync(Clinic.Peer(port.Port))).Fails("association", "takes the connection and does not answer to an association", "Peers:0:Port");
    }

    [Fact]
    public async Task A_wrong_called_AE_title_is_for_us_to_change()
    {
        await using CollectingArchive archive = new();
        (await Clinic.ExamineAsync(Clinic.Peer(archive.Port, "ARCHIV"))).Fails("association", "does not answer to the AE title ARCHIV", "Peers:0:AeTitle", "DicomAet");
    }

    [Fact]
    public async Task An_unknown_calling_AE_title_is_for_them_to_enter_with_everything_that_has_to_be_entered()
    {
        await using CollectingArchive archive = new(new DicomServerOptions { Policy = new Nobody() });
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(Clinic.Peer(archive.Port));
        diagnosis.Fails("association", "our AE title DICOMNODE is not entered there", "DicomModalities", "\"127.0.0.1\"", "HostTable");
        Assert.DoesNotContain("echo", diagnosis.Steps.Select(s => s.Name));
    }

    [Fact]
    public async Task A_limit_that_is_reached_passes_by_itself()
    {
        await using ScriptedPort port = ScriptedPort.Answering(3, 0, 0, 0, 0, 4, 0, 2, 3, 2);
        (await Clinic.ExamineAsync(Clinic.Peer(port.Port))).Fails("association", "takes no further association now (local limit exceeded, 2/3/2)", "DicomThreadsCount");
    }

    [Fact]
    public async Task A_peer_that_aborts_is_told_of_with_its_numbers()
    {
        await using ScriptedPort port = ScriptedPort.Answering(7, 0, 0, 0, 0, 4, 0, 0, 2, 2);
        (await Clinic.ExamineAsync(Clinic.Peer(port.Port))).Fails("association", "aborted the association instead of answering (source 2, reason 2)", "enter this node there");
    }

    [Fact]
    public async Task A_peer_that_refuses_segmentations_makes_dead_letters_of_them_and_of_nothing_else()
    {
        await using CollectingArchive archive = new(new DicomServerOptions { AcceptsSopClass = c => c != Uids.SegmentationStorage && StorageClasses.Contains(c) });
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(Clinic.Peer(archive.Port));
        diagnosis.Fails("object SEG", "SEG is refused: it does not take Segmentation Storage (1.2.840.10008.5.1.4.1.1.66.4)", "enable the storage class", "Peers:0:Receives:FirstOf");
        Assert.Contains("become dead letters", diagnosis.Step("object SEG").Text, StringComparison.Ordinal);
        diagnosis.Is(StepOutcome.Passed, "object RTSTRUCT", "RT Structure Set Storage");
        Assert.False(diagnosis.IsWell);
    }

    [Fact]
    public async Task A_label_map_that_is_refused_has_the_other_form_in_its_place()
    {
        await using CollectingArchive archive = new(new DicomServerOptions { AcceptsSopClass = c => c != Uids.LabelMapSegmentationStorage && StorageClasses.Contains(c) });
        PeerOptions peer = Clinic.Peer(archive.Port);
        peer.Receives = new() { Segmentation = [SegmentationForm.LabelMap, SegmentationForm.Binary] };
        (await Clinic.ExamineAsync(peer)).Is(StepOutcome.Passed, "object SEG", "which would come first, is refused: this is sent instead");
    }

    [Fact]
    public async Task A_peer_that_no_route_names_is_asked_about_everything_that_can_be_made()
    {
        await using CollectingArchive archive = new();
        NodeOptions options = Clinic.Options(Clinic.Peer(archive.Port));
        options.Routes = [];
        options.Peers[0].RejectionNotes = true;
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(options);
        Assert.Equal(["object SEG", "object RTSTRUCT", "object SR", "object SC", "object KO"], diagnosis.Steps.Select(s => s.Name).Where(n => n.StartsWith("object", StringComparison.Ordinal)));
        diagnosis.Is(StepOutcome.Passed, "own side", "No route sends results to it");
    }

    [Theory]
    [InlineData(ResultOutput.Seg, Uids.SegmentationStorage)]
    [InlineData(ResultOutput.RtStruct, Uids.RtStructureSetStorage)]
    [InlineData(ResultOutput.Sr, Uids.Comprehensive3DsrStorage)]
    [InlineData(ResultOutput.Sc, Uids.SecondaryCaptureImageStorage)]
    public async Task A_test_object_of_the_kind_that_routes_send_is_stored_on_request_and_is_the_same_each_time(ResultOutput output, string sopClassUid)
    {
        await using CollectingArchive archive = new();
        NodeOptions options = Clinic.Options(Clinic.Peer(archive.Port), output);
        (await Clinic.ExamineAsync(options, store: true)).Is(StepOutcome.Passed, "store", "patient DICOMNODE^TEST", "delete it");
        await Clinic.ExamineAsync(options, store: true);
        Assert.Equal([sopClassUid, sopClassUid], archive.Received.Select(r => r.Request.AffectedSopClassUid));
        Assert.Equal(archive.Received.First().DataSet, archive.Received.Last().DataSet);
    }

    [Fact]
    public async Task An_archive_without_room_is_told_of_with_its_status()
    {
        await using CollectingArchive archive = new(DimseStatus.OutOfResources);
        (await Clinic.ExamineAsync(Clinic.Peer(archive.Port), store: true)).Fails("store", "A700H (out of resources)", "its disk is full");
    }

    [Fact]
    public async Task What_was_stored_is_looked_up_where_that_is_the_proof()
    {
        await using CollectingArchive archive = new();
        PeerOptions peer = Clinic.Peer(archive.Port);
        peer.Proof = ProofOfStorage.Query;
        (await Clinic.ExamineAsync(peer, store: true)).Is(StepOutcome.Passed, "query", "It lists the test object");
        archive.Hidden.Add(archive.Received.First().Request.AffectedSopInstanceUid);
        (await Clinic.ExamineAsync(peer, store: true)).Is(StepOutcome.Warned, "query", "does not list it");
    }

    [Fact]
    public async Task Commitment_that_a_peer_does_not_know_is_told_before_it_keeps_results_here_for_ever()
    {
        await using CollectingArchive archive = new();
        PeerOptions peer = Clinic.Peer(archive.Port);
        peer.Proof = ProofOfStorage.Commitment;
        (await Clinic.ExamineAsync(peer)).Fails("commitment", "It knows no storage commitment", "Proof Query or None");
    }

    [Fact]
    public async Task A_slow_peer_is_told_of_before_every_delivery_waits_for_it()
    {
        await using CollectingArchive archive = new();
        await using ScriptedPort slow = new(async (stream, stop) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(0.7), stop);
            using System.Net.Sockets.TcpClient there = new();
            await there.ConnectAsync("127.0.0.1", archive.Port, stop);
            await Task.WhenAny(stream.CopyToAsync(there.GetStream(), stop), there.GetStream().CopyToAsync(stream, stop));
        });
        (await Clinic.ExamineAsync(Clinic.Peer(slow.Port))).Is(StepOutcome.Warned, "association", "That took", "looks up the name of the caller");
    }

    [Fact]
    public async Task A_node_that_only_loopback_reaches_is_told_so_for_a_peer_elsewhere()
    {
        PeerDiagnosis diagnosis = await Clinic.ExamineAsync(Clinic.Peer(104, host: "192.0.2.1"));
        Assert.Equal(StepOutcome.Failed, diagnosis.Step("connection").Outcome);
        diagnosis.Is(StepOutcome.Warned, "own side", "which no other machine can reach", "Listener:Address");
    }

    [Fact]
    public async Task Two_peers_of_one_title_are_told_apart_by_nobody()
    {
        NodeOptions options = Clinic.Options(Clinic.Peer(FreePort.Next()));
        options.Peers = [.. options.Peers, new() { Name = "twin", AeTitle = "ARCHIVE", Host = "127.0.0.2", Port = 104 }];
        (await Clinic.ExamineAsync(options)).Is(StepOutcome.Warned, "own side", "twin has the AE title ARCHIVE too", "Peers:0:AeTitle");
    }

    private sealed class Nobody : IAssociationPolicy
    {
        public AssociationVerdict Decide(AssociationAttempt attempt) => AssociationVerdict.CallingAeTitleNotRecognized;
    }
}
