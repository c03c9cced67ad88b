using System.Threading.Channels;
using DicomNode.Assembling;
using DicomNode.Hosting;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Receiving;

/// <summary>
/// Gives stored files their rows, in batches, behind the answers: the index may be slow or locked without an instance being lost.
/// What it could not note is found again by comparing files and rows.
/// </summary>
/// <remarks>
/// Each batch is a commit that synchronises the disk, which the instances themselves are waiting for: so there are a few of them a second,
/// not one for every instance or two that came meanwhile.
/// </remarks>
internal sealed class InstanceIndexer(
    SeriesLedger ledger, InstanceFiles files, InstanceIndex index, IndexDamage damage, ImageRouting images, ReceivingMetrics metrics, ReceivedAmounts amounts, TimeProvider clock,
    ILogger<InstanceIndexer> logger) : BackgroundService
{
    private const int MaxWaiting = 100_000, MaxBatch = 500;
    private static readonly TimeSpan s_pauseBetweenBatches = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly Channel<ReceivedInstance> _waiting = Channel.CreateBounded<ReceivedInstance>(MaxWaiting);
    private volatile bool _someWereDropped, _isBehind;

    /// <summary>The index did not take instances, and what it knows of their series is old: nobody should call one complete.</summary>
    public bool IsBehind => _isBehind;

    /// <summary>Takes note of a durable file. Never waits: it stands between an instance and its answer.</summary>
    public void Add(ReceivedInstance instance)
    {
        amounts.Add(instance.File.Bytes);
        if (!_waiting.Writer.TryWrite(instance))
        {
            _someWereDropped = true;
        }
    }

    /// <summary>There are files without rows, which the start could not give them.</summary>
    public void OweCatchUp() => _someWereDropped = true;

    /// <summary>Looks for files without rows when some are known to be there.</summary>
    public async Task CatchUpIfOwedAsync(CancellationToken cancellationToken)
    {
        if (_someWereDropped)
        {
            await CatchUpAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<ReceivedInstance> batch = [];
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out ReceivedInstance? next))
            {
                batch.Add(next);
            }

            while (!await TryRecordAsync(batch))
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return; // the files are there: the next start indexes them
                }

                await Task.Delay(s_pauseAfterFailure, clock, CancellationToken.None);
            }

            batch.Clear();
            if (_waiting.Reader.Count < MaxBatch)
            {
                await Task.Delay(s_pauseBetweenBatches, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Notes what is waiting; the listener has stopped by now.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        _someWereDropped = false; // what is dropped from here on may be missed, and is owed again
        bool isDone = false;
        try
        {
            await index.CatchUpAsync(cancellationToken);
            isDone = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ReceivingLog.CatchUpPutOff(logger, e.Message); // the folder changed while it was read, or cannot be read
        }
        finally
        {
            _someWereDropped |= !isDone;
        }
    }

    private async Task<bool> TryRecordAsync(List<ReceivedInstance> batch)
    {
        try
        {
            long start = clock.GetTimestamp();
            await ledger.RecordInstancesAsync(batch, CancellationToken.None);
            metrics.Indexed(clock.GetElapsedTime(start));
            files.Noted(batch.Select(i => i.File.Path));
            images.Noted(batch);
            if (_someWereDropped && _waiting.Reader.Count == 0)
            {
                await CatchUpAsync(CancellationToken.None);
            }

            _isBehind &= _waiting.Reader.Count > 0;
            return true;
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            _isBehind = true;
            damage.LookAt(e);
            ReceivingLog.IndexBusy(logger, batch.Count, e.GetBaseException().Message);
            return false;
        }
    }
}
