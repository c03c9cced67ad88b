namespace DicomNode.Bench;

/// <summary>What our client sends, beside storescu, to receivers as they come.</summary>
internal sealed class SendFigures(Settings settings)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using Receiver storeScp = await Receiver.StoreScpAsync();
        await using Receiver archive = await Receiver.OrthancAsync(cancellationToken);
        using Meter meter = new();
        DcmtkSender baseline = new("storescu");
        NodeSender ours = new();
        foreach (ImageKind kind in settings.Kinds)
        {
            using FileSending sending = new(meter, new MadeImages(kind), settings.Count);
            foreach (Receiver target in (Receiver[])[storeScp, archive])
            {
                await sending.WarmUpAsync(baseline, target, cancellationToken);
                await sending.WarmUpAsync(ours, target, cancellationToken);
                await new Comparison(settings.Rounds).RunAsync(
                    $"Sent to {target.Name}, {kind.Name} (processor time and memory are the receiver's)",
                    [sending.Way(baseline.Name, baseline, target, cancellationToken)],
                    sending.Way(ours.Name, ours, target, cancellationToken),
                    wanted: 10);
            }
        }
    }
}
