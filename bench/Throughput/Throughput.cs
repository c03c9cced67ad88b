using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>The measurements: instances per second over one association, each pair in the same rounds, peers with their default settings.</summary>
internal sealed class Throughput(int count, int rounds)
{
    private const int WarmUp = 20;

    private readonly SeriesMaker _measured = new(count, firstSeed: 1);
    private readonly SeriesMaker _warmUp = new(WarmUp, firstSeed: 500_001);
    private readonly PairedRounds _rounds = new(rounds, count);

    /// <summary>storescu, dcmsend and Orthanc as senders: to storescp (which does not sync what it acknowledges), and to us (who do).</summary>
    public async Task IngestAsync(CancellationToken cancellationToken)
    {
        int nodePort = FreePort.Next();
        await using StoreScpPeer storeScp = new() { ExtraArguments = [] };
        await storeScp.InitializeAsync();
        Target baseline = new("storescp", storeScp.AeTitle, storeScp.EndPoint.Port), ours = new("dicomnode", NodeProcess.AeTitle, nodePort);
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new OrthancSettings { Modalities = [Modality(baseline), Modality(ours)] }, cancellationToken: cancellationToken);
        NodePeer[] callers = [.. new[] { "STORESCU", "DCMSEND", orthanc.AeTitle }.Select(title => new NodePeer(title, title, FreePort.Next()))];
        await using NodeProcess node = await NodeProcess.StartAsync(nodePort, callers, model: null, cancellationToken: cancellationToken);

        PairedRounds.Header($"Received, instances/s ({Conditions})", baseline.Name, ours.Name);
        foreach (ISender sender in (ISender[])[new DcmtkSender("storescu"), new DcmtkSender("dcmsend"), new OrthancSender(orthanc)])
        {
            await WarmAsync(sender, baseline, cancellationToken);
            await WarmAsync(sender, ours, cancellationToken);
            await _rounds.RunAsync($"from {sender.Name}", () => TimeAsync(sender, baseline, cancellationToken), () => TimeAsync(sender, ours, cancellationToken));
        }
    }

    /// <summary>storescu and our client as senders: to storescp and to Orthanc.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await using StoreScpPeer storeScp = new() { ExtraArguments = [] };
        await storeScp.InitializeAsync();
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(cancellationToken: cancellationToken);
        DcmtkSender baseline = new("storescu");
        NodeSender ours = new();

        PairedRounds.Header($"Sent, instances/s ({Conditions})", baseline.Name, ours.Name);
        Target[] targets = [new("storescp", storeScp.AeTitle, storeScp.EndPoint.Port), new("Orthanc", orthanc.AeTitle, orthanc.DicomEndPoint.Port)];
        foreach (Target target in targets)
        {
            await WarmAsync(baseline, target, cancellationToken);
            await WarmAsync(ours, target, cancellationToken);
            await _rounds.RunAsync($"to {target.Name}", () => TimeAsync(baseline, target, cancellationToken), () => TimeAsync(ours, target, cancellationToken));
        }
    }

    private string Conditions => $"CT 512×512, {count} per association, {rounds} rounds, medians";

    private static OrthancModality Modality(Target target) => new(target.Name, target.AeTitle, "127.0.0.1", target.Port);

    private Task WarmAsync(ISender sender, Target target, CancellationToken cancellationToken) => _warmUp.UseAsync(async files =>
    {
        await sender.PrepareAsync(files, cancellationToken);
        await sender.SendAsync(target, files, cancellationToken);
    });

    /// <returns>Seconds.</returns>
    private async Task<double> TimeAsync(ISender sender, Target target, CancellationToken cancellationToken)
    {
        double seconds = 0;
        await _measured.UseAsync(async files =>
        {
            await sender.PrepareAsync(files, cancellationToken);
            long start = TimeProvider.System.GetTimestamp();
            await sender.SendAsync(target, files, cancellationToken);
            seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        });
        return seconds;
    }
}
