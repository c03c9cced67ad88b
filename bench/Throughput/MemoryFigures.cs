using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Bench;

/// <summary>How much more memory the node takes while it receives than while it has nothing to do.</summary>
internal sealed class MemoryFigures(Settings settings, int largeMegabytes)
{
    private const int Wanted = 64, Many = 200;

    /// <summary>A series is closed and looked at some seconds after its last instance.</summary>
    private static readonly TimeSpan s_afterwards = TimeSpan.FromSeconds(6);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using Receiver node = await Receiver.NodeAsync(cancellationToken);
        ProcessTree tree = new(node.ProcessId);
        await Task.Delay(s_afterwards, cancellationToken);
        double idle = tree.ResidentMiB;
        Console.WriteLine($"\nMemory above the idle node ({idle:F0} MiB resident), at most {Wanted} MiB wanted at 4 associations");
        foreach (ImageKind kind in settings.Kinds)
        {
            FastSender sender = new(node, new MadeImages(kind), associations: 4, settings.Count * kind.Weight);
            await PhaseAsync($"{kind.Name}, 4 associations", () => sender.SendAsync());
        }

        await PhaseAsync($"{largeMegabytes} MB in one instance, 1 association", () => LargeAsync(1));
        await PhaseAsync($"{largeMegabytes} MB in one instance, 4 associations", () => LargeAsync(4));
        FastSender many = new(node, new MadeImages(ImageKind.Ct), Many, Many);
        await PhaseAsync($"CT 512×512, {Many} associations", () => many.SendAsync());

        async Task PhaseAsync(string title, Func<Task> send)
        {
            MemoryWatch watch = new(tree);
            await using (watch)
            {
                await send();
                await Task.Delay(s_afterwards, cancellationToken);
            }

            Console.WriteLine($"  {title,-42}{watch.PeakMiB - idle,8:F0} MiB");
        }

        Task LargeAsync(int associations) => Task.WhenAll(Enumerable.Range(0, associations).Select(_ => StoreLargeAsync(node, cancellationToken)));
    }

    private async Task StoreLargeAsync(Receiver node, CancellationToken cancellationToken)
    {
        DicomClient client = new(new DicomClientOptions { AeTitle = FastAssociation.AeTitle });
        await using ClientAssociation association = await client.RequestAsync(
            new PeerAddress(node.AeTitle, "127.0.0.1", node.Port), [new ProposedContext(LargeInstance.SopClassUid, TransferSyntax.ExplicitVrLittleEndian.Uid)], cancellationToken);
        StoreResponse response = await association.StoreAsync(LargeInstance.Of(largeMegabytes), cancellationToken);
        if (response.Status != DimseStatus.Success) { throw new InvalidOperationException($"{largeMegabytes} MB were answered by {response.Status}."); }
        await association.ReleaseAsync(cancellationToken);
    }
}
