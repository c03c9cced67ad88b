using DicomNode.Dicom.Network;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>What a node that works says at /metrics.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_is_counted_in_every_room_that_it_passes()
    {
        await using CollectingArchive archive = new(DimseStatus.OutOfResources);
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.AcceptUnknownPeers = true);
        await node.SendAsync(Enumerable.Range(0, 10).Select(_series.Slice));
        await node.SendAsync(Enumerable.Range(10, 10).Select(_series.Slice), "STRANGER");
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        await node.ReadyAsync();

        Scrape scrape = await Scrape.OfAsync(node.Http);
        while (scrape["dicomnode_series", "state", "done"] != 1) // the figures of the index are kept for two seconds
        {
            await Task.Delay(200);
            scrape = await Scrape.OfAsync(node.Http);
        }

        Assert.Equal(10, scrape["dicomnode_instances_received_total", "peer", "SCANNER", "outcome", "stored"]);
        Assert.Equal(10, scrape["dicomnode_instances_received_total", "peer", "unknown", "outcome", "stored"]);
        Assert.DoesNotContain("STRANGER", scrape.Text, StringComparison.Ordinal); // what a stranger calls itself makes no series
        Assert.True(scrape["dicomnode_received_bytes_total", "peer", "SCANNER"] > 10 * 64 * 64 * 2);
        Assert.Equal(1, scrape["dicomnode_associations_accepted_total", "peer", "SCANNER", "security", "plain"]);
        Assert.Equal(2, scrape["dicomnode_associations_ended_total", "how", "released"]);
        Assert.Equal(0, scrape["dicomnode_associations_active"]);
        Assert.Equal(20, scrape["dicomnode_instance_receive_duration_seconds_count"]);
        Assert.Equal(20, scrape["dicomnode_instance_sync_duration_seconds_count"]);
        Assert.Equal(1, scrape["dicomnode_series_decided_total", "decision", "routed"]);
        Assert.Equal(1, scrape["dicomnode_series_receive_duration_seconds_count"]);
        Assert.Equal(1, scrape["dicomnode_jobs_ended_total", "model", "ct-tissue", "outcome", "done"]);
        Assert.Equal(2, scrape["dicomnode_results_made_total", "model", "ct-tissue", "provider", "CPU"]);
        Assert.Equal(1, scrape["dicomnode_job_stage_duration_seconds_count", "model", "ct-tissue", "stage", "read"]);
        Assert.Equal(1, scrape["dicomnode_delivery_attempts_total", "destination", "pacs", "outcome", "try_again"]);
        Assert.Equal(2, scrape["dicomnode_delivery_attempts_total", "destination", "pacs", "outcome", "delivered"]);
        Assert.Equal(2, scrape["dicomnode_deliveries", "destination", "pacs", "state", "delivered"]);
        Assert.Equal(0, scrape["dicomnode_deliveries", "destination", "pacs", "state", "dead_letter"]);
        Assert.Equal(1, scrape["dicomnode_model_ready", "model", "ct-tissue"]);
        Assert.Equal(1, scrape["dicomnode_check_health", "check", "database"]);
        Assert.Equal(20, scrape["dicomnode_store_files", "kind", "instances"]);
        Assert.True(scrape["dicomnode_index_write_duration_seconds_count"] > 0);
        Assert.True(scrape["dicomnode_disk_free_bytes"] > 0);
        Assert.True(scrape["process_cpu_seconds_total"] > 0);
        Assert.All(["dicomnode_build_info", "dicomnode_model_info", "dicomnode_index_size_bytes", "process_start_time_seconds", "dotnet_gc_collections_total"], name => Assert.Contains(name, scrape.Names));
    }

    [Fact]
    public async Task Who_is_rejected_is_counted_by_the_reason()
    {
        await using RunningNode node = await RunningNode.StartAsync(_folder, archivePort: 1);
        await Assert.ThrowsAsync<AssociationRejectedException>(() => node.SendAsync([_series.Slice(0)], "STRANGER"));

        Assert.Equal(1, (await Scrape.OfAsync(node.Http))["dicomnode_associations_rejected_total", "reason", "calling_ae_title"]);
    }

    [Fact]
    public async Task Promtool_finds_nothing_to_say_about_a_scrape()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        string file = _folder.Combine("metrics.txt");
        await File.WriteAllTextAsync(file, (await Scrape.OfAsync(node.Http)).Text);
        ProcessOutcome checkedBy = await ExternalProcess.RunAsync("sh", ["-c", $"promtool check metrics < '{file}'"]);
        Assert.Equal((0, ""), (checkedBy.ExitCode, checkedBy.Output.Trim()));
    }
}
