namespace DicomNode.Bench;

/// <summary>Several associations at once, a thread each; meant to be faster than the receiver it loads. One receiver, one kind of image.</summary>
internal sealed class FastSender(Receiver receiver, MadeImages images, int associations, int count)
{
    private EncodedInstance[][]? _work;

    /// <summary>Sends a new series.</summary>
    /// <returns>From the first byte to the last response; associations are open before and released after.</returns>
    public async Task<Load> SendAsync()
    {
        FastAssociation[] open = [.. Enumerable.Range(0, associations).Select(_ => new FastAssociation(receiver, images.Kind))];
        EncodedInstance[][] work = _work ??= [.. open.Select((association, number) => Encode(association, number))];
        int seed = Seeds.Next();
        for (int i = 0; i < count; i++)
        {
            work[i % associations][i / associations].BecomeAnother(seed, i + 1);
        }

        long start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(open.Zip(work).Select(pair => Task.Factory.StartNew(
            () =>
            {
                foreach (EncodedInstance instance in pair.Second)
                {
                    pair.First.Store(instance);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (FastAssociation association in open)
        {
            association.Release();
            association.Dispose();
        }

        return new(count, work.Sum(instances => instances.Sum(i => (long)i.Pdus.Length)), seconds);
    }

    private EncodedInstance[] Encode(FastAssociation association, int number) =>
    [
        .. from i in Enumerable.Range(0, count)
           where i % associations == number
           select new EncodedInstance(images.Kind, images[i], FastAssociation.ContextId, (ushort)(i + 1), association.MaxPduLength),
    ];
}
