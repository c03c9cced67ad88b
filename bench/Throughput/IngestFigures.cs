using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>What the node receives, beside other receivers.</summary>
internal sealed class IngestFigures(Settings settings)
{
    private const int WarmUpCount = 200;
    private static readonly TimeSpan s_compiling = TimeSpan.FromSeconds(1);
    private readonly Comparison _comparison = new(settings.Rounds);

    /// <summary>The whole node, which synchronises before it answers, beside Orthanc, which by default does so for the file and not for its index.</summary>
    public async Task DurableAsync(CancellationToken cancellationToken)
    {
        await using Receiver orthanc = await Receiver.OrthancAsync(cancellationToken);
        await using Receiver node = await Receiver.NodeAsync(cancellationToken);
        foreach (ImageKind kind in settings.Kinds)
        {
            foreach (int associations in settings.Associations)
            {
                await FastAsync("synced", kind, associations, orthanc, node, kind == ImageKind.Ct ? 2 : 1.5, cancellationToken);
            }
        }
    }

    /// <summary>The whole node beside its way to the disk alone: what index, evidence and jobs cost.</summary>
    public async Task IndexAsync(CancellationToken cancellationToken)
    {
        await using Receiver files = await Receiver.FilesAloneAsync(cancellationToken);
        await using Receiver node = await Receiver.NodeAsync(cancellationToken);
        foreach (ImageKind kind in settings.Kinds)
        {
            foreach (int associations in settings.Associations)
            {
                await FastAsync("synced", kind, associations, files, node, 0.9, cancellationToken);
            }
        }
    }

    /// <summary>Our network library beside storescp, neither of which synchronises.</summary>
    public async Task UnsyncedAsync(CancellationToken cancellationToken)
    {
        await using Receiver ours = await Receiver.UnsyncedAsync(cancellationToken);
        foreach (int associations in settings.Associations)
        {
            await using Receiver storeScp = await Receiver.StoreScpAsync(associations);
            foreach (ImageKind kind in settings.Kinds)
            {
                await FastAsync("not synced", kind, associations, storeScp, ours, 0.9, cancellationToken);
            }
        }
    }

    /// <summary>Senders as they come, one association: to the node, and to storescp and Orthanc as they come.</summary>
    public async Task SendersAsync(CancellationToken cancellationToken)
    {
        int nodePort = FreePort.Next();
        await using Receiver storeScp = await Receiver.StoreScpAsync();
        await using Receiver archive = await Receiver.OrthancAsync(cancellationToken);
        OrthancModality[] modalities =
        [
            new(storeScp.Name, storeScp.AeTitle, "127.0.0.1", storeScp.Port), new(archive.Name, archive.AeTitle, "127.0.0.1", archive.Port),
            new("dicomnode", NodeProcess.AeTitle, "127.0.0.1", nodePort),
        ];
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new OrthancSettings { AeTitle = "SENDER", Modalities = modalities, IsVerbose = false }, cancellationToken: cancellationToken);
        await using Receiver node = await Receiver.NodeAsync(cancellationToken, nodePort, "STORESCU", "DCMSEND", "SENDER");
        using Meter meter = new();
        foreach (ImageKind kind in settings.Kinds)
        {
            MadeImages images = new(kind);
            using FileSending sending = new(meter, images, settings.Count);
            await WarmUpAsync(new FastSender(node, images, associations: 1, WarmUpCount * kind.Weight), cancellationToken);
            foreach (ISender sender in (ISender[])[new DcmtkSender("storescu"), new DcmtkSender("dcmsend"), new OrthancSender(orthanc)])
            {
                foreach (Receiver target in (Receiver[])[storeScp, archive, node])
                {
                    await sending.WarmUpAsync(sender, target, cancellationToken);
                }

                await _comparison.RunAsync(
                    $"From {sender.Name}, {kind.Name}",
                    [sending.Way($"to {storeScp.Name}", sender, storeScp, cancellationToken), sending.Way($"to {archive.Name}", sender, archive, cancellationToken)],
                    sending.Way("to dicomnode", sender, node, cancellationToken),
                    wanted: sender is DcmtkSender ? 10 : null); // Orthanc as a sender has work of its own for each instance
            }
        }
    }

    private async Task FastAsync(string how, ImageKind kind, int associations, Receiver baseline, Receiver ours, double wanted, CancellationToken cancellationToken)
    {
        using Meter meter = new();
        MadeImages images = new(kind);
        List<Way> ways = [];
        foreach (Receiver receiver in (Receiver[])[baseline, ours])
        {
            FastSender sender = new(receiver, images, associations, settings.Count * kind.Weight);
            await WarmUpAsync(sender, cancellationToken);
            ways.Add(new(receiver.Name, () => meter.MeasureAsync(receiver, sender.SendAsync, cancellationToken)));
        }

        await _comparison.RunAsync($"Received and {how}, {kind.Name}, {associations} association{(associations > 1 ? "s" : "")}", [ways[0]], ways[1], wanted);
    }

    private async Task WarmUpAsync(FastSender sender, CancellationToken cancellationToken)
    {
        for (int i = 0; i < settings.WarmUps; i++)
        {
            await sender.SendAsync();
            await Task.Delay(s_compiling, cancellationToken);
        }
    }
}
