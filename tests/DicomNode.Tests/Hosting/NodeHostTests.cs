using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Ledgers;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

public sealed class NodeHostTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_goes_in_and_a_segmentation_and_a_structure_set_come_out()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        Assert.All(await node.SendAsync(Slices()), s => Assert.Equal(DimseStatus.Success, s));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.Equal("Done", (string?)done["state"]);
        Assert.Equal(20, (int?)done["instances"]);
        Assert.StartsWith("no new instance for 0.5 s", (string?)done["evidence"]!["closedBy"]);
        Assert.Equal(
            [Uids.RtStructureSetStorage, Uids.SegmentationStorage],
            archive.Received.Select(r => r.Request.AffectedSopClassUid).Order(StringComparer.Ordinal));
        JsonArray results = done["results"]!.AsArray();
        Assert.All(done["deliveries"]!.AsArray(), d => Assert.Equal("Delivered", (string?)d!["state"]));
        byte[] file = await node.Http.GetByteArrayAsync(new Uri($"/api/v1/results/{results[0]!["sopInstanceUid"]}", UriKind.Relative));
        Assert.Equal((long?)results[0]!["bytes"], file.Length);
    }

    [Fact]
    public async Task A_route_to_viewers_that_show_images_alone_delivers_a_preview_beside_the_segmentation()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Routes[0].Outputs = [ResultOutput.Seg, ResultOutput.Sc]);

        await node.SendAsync(Slices().Select((s, z) => z == 19 ? WithBlockOfBone(s) : s)); // there the bone is largest, and the lungs are elsewhere
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        DataSet[] captures = [.. archive.Received.Where(r => r.Request.AffectedSopClassUid == Uids.SecondaryCaptureImageStorage).Select(r => DataSetReader.Read(r.DataSet, TransferSyntax.ExplicitVrLittleEndian))];
        Assert.InRange(captures.Length, 2, 9);
        Assert.Equal(Enumerable.Range(1, captures.Length), captures.Select(c => c.GetInt32(Tags.InstanceNumber)!.Value).Order());
        Assert.Single(archive.Received, r => r.Request.AffectedSopClassUid == Uids.SegmentationStorage);
        Assert.Equal(captures.Length, done["results"]!.AsArray().Count(r => (string?)r!["kind"] == "SC"));
        Assert.All(done["deliveries"]!.AsArray(), d => Assert.Equal("Delivered", (string?)d!["state"]));
    }

    [Fact]
    public async Task A_result_that_the_gate_holds_is_shown_with_the_reason_and_goes_out_when_it_is_released()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o =>
        {
            o.Routes[0].Outputs = [ResultOutput.Seg, ResultOutput.Sr];
            o.Routes[0].Gate = new() { TouchesEdge = GateAction.Hold }; // the spine goes through all slices
        });
        await node.SendAsync(Slices());
        JsonNode held = await node.WaitForAsync(_series.SeriesInstanceUid, "Delivering", "Done", "Failed");

        Assert.Equal(["Held", "Held"], held["deliveries"]!.AsArray().Select(d => (string?)d!["state"]));
        Assert.All(held["deliveries"]!.AsArray(), d => Assert.Contains("Bone reaches the edge of the images", (string?)d!["reason"], StringComparison.Ordinal));
        JsonNode job = Assert.Single(held["jobs"]!.AsArray())!;
        Assert.Contains("TouchesEdge", job["findings"]!.AsArray().Select(f => (string?)f!["check"]));
        Assert.Equal((64, 64), (((string?)job["modelHash"])!.Length, ((string?)job["inputDigest"])!.Length));
        Assert.Empty(archive.Received);

        HttpResponseMessage released = await node.Http.PostAsync(new Uri($"/api/v1/deliveries/release?series={_series.SeriesInstanceUid}", UriKind.Relative), null);
        Assert.Equal(2, (int?)(await released.Content.ReadFromJsonAsync<JsonNode>())!["released"]);
        Assert.Equal("Done", (string?)(await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["state"]);
        Assert.Equal([Uids.SegmentationStorage, Uids.Comprehensive3DsrStorage], archive.Received.Select(r => r.Request.AffectedSopClassUid).Order(StringComparer.Ordinal));
        DataSet report = DataSetReader.Read(archive.Received.Single(r => r.Request.AffectedSopClassUid == Uids.Comprehensive3DsrStorage).DataSet, TransferSyntax.ExplicitVrLittleEndian);
        Assert.StartsWith("CHECK ", report.GetString(Tags.SeriesDescription), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deflated_series_is_kept_byte_for_byte_and_segmented_like_any_other()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        TransferSyntax deflated = TransferSyntax.DeflatedExplicitVrLittleEndian;

        Assert.All(await node.SendAsync(Slices(), transferSyntax: deflated), s => Assert.Equal(DimseStatus.Success, s));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.Equal("Done", (string?)done["state"]);
        HashSet<string> sent = [.. Slices().Select(s => Convert.ToHexString(DataSetWriter.ToArray(s, deflated)))];
        string[] kept = Directory.GetFiles(_folder.Combine("data", "series"), "*.dcm", SearchOption.AllDirectories);
        Assert.Equal(20, kept.Length);
        Assert.All(kept, path => Assert.Contains(Convert.ToHexString(File.ReadAllBytes(path).AsSpan((int)Part10Header.Read(path).DataSetOffset)), sent));
    }

    [Fact]
    public async Task An_unknown_calling_ae_title_is_refused_and_known_ones_are_not()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        AssociationRejectedException refused = await Assert.ThrowsAsync<AssociationRejectedException>(() => node.SendAsync(Slices(), "STRANGER"));

        Assert.False(refused.IsTransient);
        Assert.Single(await node.SendAsync(Slices().Take(1)));
    }

    [Fact]
    public async Task A_released_association_closes_its_series_before_the_quiet_period()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(
            _folder, archive.Port, o => o.Assembling = new() { QuietPeriod = TimeSpan.FromMinutes(10), GapPeriod = TimeSpan.FromMinutes(10), SettlePeriod = TimeSpan.FromSeconds(0.3) });

        await node.SendAsync(Slices());

        Assert.Equal("the sender released its association after 20 instances", (string?)(await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["evidence"]!["closedBy"]);
    }

    [Fact]
    public async Task Two_acquisitions_at_the_same_positions_are_segmented_each_by_itself()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        IEnumerable<DataSet> Acquisition(int number) => Slices().Select((s, z) => s
            .SetNumber(Tags.AcquisitionNumber, number)
            .SetNumber(Tags.InstanceNumber, (number * 100) + z)
            .SetString(Tags.SopInstanceUid, $"{s.GetString(Tags.SopInstanceUid)}.{number}"));

        await node.SendAsync(Acquisition(1).Concat(Acquisition(2)));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed", "Incomplete");

        Assert.Equal("Done", (string?)done["state"]);
        Assert.Equal(2, done["jobs"]!.AsArray().Count);
        DataSet[] made = [.. archive.Received.Where(r => r.Request.AffectedSopClassUid == Uids.SegmentationStorage).Select(r => DataSetReader.Read(r.DataSet, TransferSyntax.ExplicitVrLittleEndian))];
        Assert.Equal(2, made.Select(m => m.GetString(Tags.SopInstanceUid)).Distinct().Count());
        Assert.Equal(
            ["1", "2"],
            made.Select(m => string.Join(',', m.GetItems(Tags.ReferencedSeriesSequence)[0].GetItems(Tags.ReferencedInstanceSequence).Select(i => i.GetString(Tags.ReferencedSopInstanceUid)![^1]).Distinct())).Order());
    }

    [Fact]
    public async Task Two_time_points_in_one_file_are_segmented_each_by_itself()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        DataSet[] frames = [.. new[] { 1, 2 }.SelectMany(time => Slices().Select(s => s.SetNumber(Tags.TemporalPositionIdentifier, time)))];

        await node.SendAsync([SyntheticImages.Enhanced(frames)]);
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed", "Incomplete", "NotRouted");

        Assert.True((string?)done["state"] == "Done", done.ToJsonString());
        DataSet[] made = [.. archive.Received.Where(r => r.Request.AffectedSopClassUid == Uids.SegmentationStorage).Select(r => DataSetReader.Read(r.DataSet, TransferSyntax.ExplicitVrLittleEndian))];
        Assert.Equal(2, made.Select(m => m.GetString(Tags.SopInstanceUid)).Distinct().Count());
        int[][] named = [.. made.Select(m => m.GetItems(Tags.PerFrameFunctionalGroupsSequence).Select(f => f.GetItems(Tags.DerivationImageSequence)[0].GetItems(Tags.SourceImageSequence)[0].GetInt32(Tags.ReferencedFrameNumber)!.Value).ToArray())];
        Assert.Equal([false, true], named.Select(n => n.All(frame => frame > frames.Length / 2)).Order());
        Assert.Contains(named, n => n.All(frame => frame <= frames.Length / 2));
    }

    [Fact]
    public async Task A_missing_slice_is_waited_for_and_named()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        await node.SendAsync(Slices().Where((_, z) => z != 7));
        JsonNode incomplete = await node.WaitForAsync(_series.SeriesInstanceUid, "Incomplete", "Done", "Failed");

        Assert.Equal("Incomplete", (string?)incomplete["state"]);
        Assert.Contains("35", (string?)incomplete["reason"]); // slice 7 at 5 mm
        Assert.Empty(archive.Received);
    }

    [Fact]
    public async Task A_slice_that_comes_late_makes_the_series_whole()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Assembling.GapPeriod = TimeSpan.FromMinutes(5));

        await node.SendAsync(Slices().Where((_, z) => z != 7));
        await Eventually.TrueAsync(
            async () => (await node.Http.GetFromJsonAsync<JsonNode>(new Uri($"/api/v1/series/{_series.SeriesInstanceUid}", UriKind.Relative)))!["reason"] is not null,
            TimeSpan.FromSeconds(30));
        await node.SendAsync(Slices().Skip(7).Take(1));

        Assert.Equal("Done", (string?)(await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed", "Incomplete"))["state"]);
        Assert.Equal(2, archive.Received.Count);
    }

    [Fact]
    public async Task A_slice_that_comes_after_the_result_makes_another_and_the_peer_is_told_to_reject_the_first()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Peers[0].RejectionNotes = true);
        await node.SendAsync(Slices().Take(19));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        string[] first = [.. archive.Received.Select(r => r.Request.AffectedSopInstanceUid)];

        await node.SendAsync(Slices().Skip(19));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        await Eventually.TrueAsync(async () => (done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["results"]!.AsArray().Count == 5, TimeSpan.FromSeconds(30));

        Assert.Equal(5, archive.Received.Count);
        DataSet note = Assert.Single(archive.Received.Where(r => r.Request.AffectedSopClassUid == Uids.KeyObjectSelectionDocumentStorage)
            .Select(r => DataSetReader.Read(r.DataSet, TransferSyntax.ExplicitVrLittleEndian)));
        Assert.Equal("113001", note.GetItems(Tags.ConceptNameCodeSequence)[0].GetString(Tags.CodeValue));
        Assert.Equal(
            first.Order(StringComparer.Ordinal),
            note.GetItems(Tags.ContentSequence).Where(i => i.GetString(Tags.ValueType) != "TEXT").Select(i => i.GetItems(Tags.ReferencedSopSequence)[0].GetString(Tags.ReferencedSopInstanceUid)!).Order(StringComparer.Ordinal));
        Assert.Equal(first.Order(StringComparer.Ordinal), done["results"]!.AsArray().Where(r => (bool)r!["isSuperseded"]!).Select(r => (string)r!["sopInstanceUid"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_replaced_result_whose_file_is_lost_does_not_hinder_the_new_one()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Peers[0].RejectionNotes = true);
        await node.SendAsync(Slices().Take(19));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        foreach (string file in Directory.GetFiles(_folder.Combine("data", "results"), "*.dcm", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        await node.SendAsync(Slices().Skip(19));
        await Eventually.TrueAsync(async () => (await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["results"]!.AsArray().Count == 4, TimeSpan.FromSeconds(60));

        Assert.Equal("Done", (string?)(await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["state"]);
        Assert.DoesNotContain(archive.Received, r => r.Request.AffectedSopClassUid == Uids.KeyObjectSelectionDocumentStorage);
    }

    [Fact]
    public async Task Where_late_instances_are_ignored_they_are_kept_and_shown_and_an_operator_can_ask_for_them()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Assembling.LateInstances = LateInstances.Ignore);
        await node.SendAsync(Slices().Take(19));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");

        await node.SendAsync(Slices().Skip(19));
        await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(_series.SeriesInstanceUid))?["late"] == 1, TimeSpan.FromSeconds(30));

        JsonNode kept = (await node.FindAsync(_series.SeriesInstanceUid))!;
        Assert.Equal(("Done", 19, 1), ((string?)kept["state"], (int?)kept["instances"], (int?)kept["generation"]));
        using HttpResponseMessage asked = await node.Http.PostAsync(new Uri($"/api/v1/series/{_series.SeriesInstanceUid}/segment", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        await Eventually.TrueAsync(async () => (await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["results"]!.AsArray().Count == 4, TimeSpan.FromSeconds(60));
        JsonNode done = (await node.FindAsync(_series.SeriesInstanceUid))!;
        Assert.Equal((20, 0, 2), ((int?)done["instances"], (int?)done["late"], (int?)done["generation"]));
    }

    [Fact]
    public async Task A_series_whose_model_is_missing_waits_for_it_with_the_reason_and_is_segmented_when_it_is_there()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Models.Folder = _folder.Combine("models"));
        await node.SendAsync(Slices());
        await Eventually.TrueAsync(async () => (await node.FindAsync(_series.SeriesInstanceUid))?["jobs"]!.AsArray().Count == 1, TimeSpan.FromSeconds(60));

        JsonNode job = (await node.FindAsync(_series.SeriesInstanceUid))!["jobs"]![0]!;
        Assert.Equal("Blocked", (string?)job["state"]);
        Assert.StartsWith("Blocked: model ct-tissue cannot be used.", (string?)job["reason"], StringComparison.Ordinal);
        Assert.All(await node.SendAsync(Slices()), s => Assert.Equal(DimseStatus.Success, s)); // receiving goes on

        Directory.CreateDirectory(_folder.Combine("models"));
        Directory.CreateDirectory(_folder.Combine("models.new"));
        foreach (string file in Directory.GetFiles(Checkout.Find("config/models/ct-tissue")))
        {
            File.Copy(file, _folder.Combine("models.new", Path.GetFileName(file)));
        }

        Directory.Move(_folder.Combine("models.new"), _folder.Combine("models", "ct-tissue"));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        Assert.Equal(("Done", 1), ((string?)done["state"], done["jobs"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("LOCALIZER", Uids.CtImageStorage, "localizer")]
    [InlineData("AXIAL", Uids.SecondaryCaptureImageStorage, "secondary capture")]
    public async Task Images_that_are_no_slices_are_left_alone_with_the_reason(string imageType, string sopClass, string reason)
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        await node.SendAsync(Slices().Take(1).Select(s => s.SetString(Tags.ImageType, "DERIVED", "SECONDARY", imageType).SetString(Tags.SopClassUid, sopClass)));
        JsonNode left = await node.WaitForAsync(_series.SeriesInstanceUid, "NotRouted", "Incomplete", "Failed");

        Assert.Equal("NotRouted", (string?)left["state"]);
        Assert.Contains(reason, (string?)left["reason"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_with_the_same_bytes()
    {
        await using CollectingArchive archive = new(DimseStatus.OutOfResources, DimseStatus.OutOfResources);
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        await node.SendAsync(Slices());
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.Equal(4, archive.Received.Count);
        Assert.All(archive.Received.GroupBy(r => r.Request.AffectedSopInstanceUid), g => Assert.Single(g.Select(r => Convert.ToHexString(r.DataSet)).Distinct()));
    }

    [Fact]
    public async Task A_refusal_for_good_becomes_a_dead_letter_that_an_operator_retries()
    {
        await using CollectingArchive archive = new(DimseStatus.CannotUnderstand);
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        await node.SendAsync(Slices());
        await node.WaitForAsync(_series.SeriesInstanceUid, "Failed");
        JsonNode dead = Assert.Single((await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/deliveries?state=DeadLetter", UriKind.Relative)))!)!;
        Assert.Equal("C000H", (string?)dead["status"]);
        Assert.Contains("refuses", (string?)dead["reason"]);

        using HttpResponseMessage retry = await node.Http.PostAsync(new Uri($"/api/v1/deliveries/{dead["id"]}/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, retry.StatusCode);
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
    }

    [Fact]
    public async Task An_unreachable_pacs_is_tried_until_it_is_there_again_after_a_restart()
    {
        int port = FreePort.Next();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, port))
        {
            await node.SendAsync(Slices());
            await node.WaitForAsync(_series.SeriesInstanceUid, "Delivering");
            await Eventually.TrueAsync(
                async () => ((string?)(await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/deliveries?state=Pending", UriKind.Relative)))?.FirstOrDefault()?["reason"])?.Contains("refused") == true,
                TimeSpan.FromSeconds(30));
        }

        await using CollectingArchive archive = new();
        await using RunningNode again = await RunningNode.StartAsync(_folder, port, o => o.Peers[0].Port = archive.Port);
        await again.WaitForAsync(_series.SeriesInstanceUid, "Done");
        Assert.Equal(2, archive.Received.Count);
    }

    [Fact]
    public async Task A_data_set_of_another_instance_than_announced_is_refused()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        DataSet slice = _series.Slice(0);
        slice.Remove(Tags.SeriesInstanceUid);

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, Assert.Single(await node.SendAsync([slice])));
        Assert.Empty(Directory.EnumerateFiles(_folder.Combine("data/series"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(ConflictAnswer.Warning, 0xB000)]
    [InlineData(ConflictAnswer.Duplicate, 0x0111)]
    [InlineData(ConflictAnswer.Success, 0x0000)]
    public async Task Other_bytes_under_a_known_uid_are_kept_shown_and_answered_as_configured(ConflictAnswer configured, int answered)
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Data.ConflictAnswer = configured);
        DataSet slice = _series.Slice(0), other = _series.Slice(0).SetString(Tags.ImageComments, "other");

        Assert.Equal([0x0000, 0x0000, answered], (await node.SendAsync([slice, slice, other])).Select(s => (int)s.Code));
        await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(_series.SeriesInstanceUid))?["conflicts"] == 1, TimeSpan.FromSeconds(30));

        JsonNode series = (await node.FindAsync(_series.SeriesInstanceUid))!;
        Assert.Equal(1, (int?)series["instances"]);
        JsonNode conflict = Assert.Single(series["inConflict"]!.AsArray())!;
        Assert.Equal((slice.GetString(Tags.SopInstanceUid), "SCANNER"), ((string?)conflict["sopInstanceUid"], (string?)conflict["callingAeTitle"]));
        Assert.NotEqual((string?)conflict["sha256"], (string?)conflict["firstSha256"]);
        Assert.True(File.Exists(_folder.Combine($"data/{conflict["path"]}")));
    }

    [Fact]
    public async Task Health_names_each_check_with_its_reason()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);

        await node.ReadyAsync();
        JsonNode ready = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/health/ready", UriKind.Relative)))!;

        Assert.Equal("Healthy", (string?)ready["status"]);
        foreach (string check in (string[])["listener", "disk", "database", "models"])
        {
            Assert.Equal("Healthy", (string?)ready["checks"]![check]!["status"]);
        }

        Assert.Contains("ct-tissue 1.0.0", (string?)ready["checks"]!["models"]!["reason"]);
        using HttpResponseMessage live = await node.Http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Below_the_reserve_instances_are_answered_out_of_resources_and_health_says_so()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Data.ReserveGiB = 1_000_000);

        Assert.Equal(DimseStatus.OutOfResources, Assert.Single(await node.SendAsync(Slices().Take(1))));
        using HttpResponseMessage ready = await node.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("Data:ReserveGiB", await ready.Content.ReadAsStringAsync());
    }

    private DataSet WithBlockOfBone(DataSet slice)
    {
        byte[] pixels = slice.GetBytes(Tags.PixelData).ToArray();
        Span<ushort> stored = MemoryMarshal.Cast<byte, ushort>(pixels.AsSpan());
        for (int row = 20; row < 44; row++)
        {
            stored.Slice((row * _series.Columns) + 20, 24).Fill(2400);
        }

        return slice.SetBytes(Tags.PixelData, Vr.OW, pixels);
    }

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);
}
