using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Inference.Loading;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Segmentation.Tests.Inference;

public class LoadedNetworksTests
{
    private static readonly float[] s_windows = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public async Task A_batch_that_memory_does_not_hold_is_halved_and_so_are_those_after_it()
    {
        FakeLoader loader = new(("CUDA", 3), ("CPU", 100));
        using LoadedNetworks networks = new(loader, budget: 100);
        using IInferenceSession session = await OpenAsync(networks, "a");
        for (int run = 0; run < 2; run++)
        {
            using InferenceOutput output = await RunAsync(session, s_windows);
            Assert.Equal([8, 1, 1], output.Shape);
            Assert.Equal(s_windows.Select(v => 2 * v), output.Values.ToArray());
        }

        Assert.Equal([8, 4, 2, 2, 2, 2, 2, 2, 2, 2], Assert.Single(loader.Loaded).Batches);
        Assert.Equal("CUDA", session.Providers.ToString());
    }

    [Fact]
    public async Task The_last_part_of_a_batch_may_be_smaller()
    {
        FakeLoader loader = new(("CPU", 3));
        using LoadedNetworks networks = new(loader, budget: 100);
        using IInferenceSession session = await OpenAsync(networks, "a");
        using InferenceOutput output = await RunAsync(session, s_windows[..7]);
        Assert.Equal(s_windows[..7].Select(v => 2 * v), output.Values.ToArray());
        Assert.Equal([7, 3, 3, 1], loader.Loaded[0].Batches);
    }

    [Fact]
    public async Task Without_memory_for_one_window_the_next_provider_has_the_network_from_then_on_and_the_report_says_why()
    {
        FakeLoader loader = new(("TensorRT", 0), ("CUDA", 0), ("CPU", 100));
        using LoadedNetworks networks = new(loader, budget: 100);
        using (IInferenceSession session = await OpenAsync(networks, "a"))
        {
            Assert.Equal("TensorRT", session.Providers.InUse);
            using InferenceOutput output = await RunAsync(session, s_windows);
            Assert.Equal("CPU (TensorRT: out of memory; CUDA: out of memory)", session.Providers.ToString());
        }

        using IInferenceSession again = await OpenAsync(networks, "a");
        Assert.Equal("CPU", again.Providers.InUse);
        Assert.Equal([true, true, false], loader.Loaded.Select(n => n.IsDisposed));
        Assert.Equal([8], loader.Loaded[2].Batches); // the other provider's memory starts without a limit
    }

    [Fact]
    public async Task Without_memory_anywhere_the_run_fails_with_every_reason_and_the_next_one_asks_all_again()
    {
        FakeLoader loader = new(("CUDA", 0), ("CPU", 0));
        using LoadedNetworks networks = new(loader, budget: 100);
        using IInferenceSession session = await OpenAsync(networks, "a");
        InferenceException e = await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session, s_windows));
        Assert.Contains("CUDA: out of memory; CPU: out of memory", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InferenceException>(() => RunAsync(session, s_windows));
        Assert.Equal(["CUDA", "CPU", "CUDA", "CPU"], loader.Loaded.Select(n => n.Providers.InUse));
    }

    [Fact]
    public async Task When_room_is_needed_the_least_recently_used_goes_and_never_one_that_is_in_use()
    {
        FakeLoader loader = new(("CPU", 100));
        using LoadedNetworks networks = new(loader, budget: 30);
        IInferenceSession a = await OpenAsync(networks, "a"), b = await OpenAsync(networks, "b"), c = await OpenAsync(networks, "c");
        a.Dispose();
        b.Dispose();
        (await OpenAsync(networks, "a")).Dispose(); // now b is the one that rested longest

        (await OpenAsync(networks, "d")).Dispose();
        Assert.Equal(["b"], loader.Loaded.Where(n => n.IsDisposed).Select(n => n.File));

        using IInferenceSession tooMuch = await OpenAsync(networks, "e", bytes: 1000);
        Assert.Equal(["a", "b", "d"], loader.Loaded.Where(n => n.IsDisposed).Select(n => n.File));
        using InferenceOutput output = await RunAsync(c, s_windows); // c is lent
        c.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RunAsync(c, s_windows));
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_wait_for_one_load_and_one_who_gives_up_does_not_end_it()
    {
        TaskCompletionSource gate = new();
        FakeLoader loader = new(("CPU", 100)) { Gate = gate.Task };
        using LoadedNetworks networks = new(loader, budget: 100);
        using CancellationTokenSource impatient = new();
        Task<IInferenceSession> first = networks.OpenAsync(Request("a"), impatient.Token), second = OpenAsync(networks, "a");
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        using IInferenceSession session = await second;
        Assert.Single(loader.Loaded);
    }

    [Fact]
    public async Task A_file_that_has_changed_is_loaded_again_and_the_old_one_goes()
    {
        using TempFolder folder = new();
        string file = folder.Combine("model.onnx");
        FakeLoader loader = new(("CPU", 100));
        using LoadedNetworks networks = new(loader, budget: 1000);
        File.WriteAllText(file, "one");
        (await OpenAsync(networks, file)).Dispose();
        File.WriteAllText(file, "other");
        (await OpenAsync(networks, file)).Dispose();
        Assert.Equal([true, false], loader.Loaded.Select(n => n.IsDisposed));
    }

    private static NetworkRequest Request(string file, long bytes = 10) => new(file) { MemoryBytes = bytes };

    private static Task<IInferenceSession> OpenAsync(LoadedNetworks networks, string file, long bytes = 10) => networks.OpenAsync(Request(file, bytes), CancellationToken.None);

    private static Task<InferenceOutput> RunAsync(IInferenceSession session, float[] windows) =>
        session.RunAsync("x", windows, [windows.Length, 1, 1], "y", CancellationToken.None);
}
