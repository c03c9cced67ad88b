using System.Threading.Channels;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>
/// Queues the models that take images by themselves as soon as an image has its row, behind the index. What it misses, because the process ends or too much comes at
/// once, is queued when the series closes: a job is made once, whoever asks for it.
/// </summary>
internal sealed class ImageRouting(ImageJobs jobs, SeriesLedger ledger, DataFolder folder, ILogger<ImageRouting> logger) : BackgroundService
{
    private const int MaxWaiting = 10_000;
    private readonly Channel<ReceivedInstance> _waiting = Channel.CreateBounded<ReceivedInstance>(MaxWaiting);

    /// <summary>They have their rows. Never waits.</summary>
    public void Noted(IEnumerable<ReceivedInstance> batch)
    {
        foreach (ReceivedInstance instance in batch.Where(i => i.File.Outcome == StoreOutcome.Stored))
        {
            _waiting.Writer.TryWrite(instance);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (ReceivedInstance instance in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (jobs.AreWanted)
                {
                    await QueueAsync(instance, stoppingToken);
                }
            }
            catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException || IndexTrouble.Is(e))
            {
                AssemblingLog.ImagePutOff(logger, instance.SopInstanceUid, e.GetBaseException().Message);
            }
            catch (Exception e) when (e is not OperationCanceledException) // the unit of work ends here: the other images go on
            {
                AssemblingLog.ImageFaulted(logger, instance.SopInstanceUid, e);
            }
        }
    }

    private async Task QueueAsync(ReceivedInstance instance, CancellationToken cancellationToken)
    {
        DicomFile image = await Task.Run(() => Part10File.Read(folder.FullPath(instance.File.Path), DataSetReadOptions.Header), cancellationToken);
        foreach (NewJob job in jobs.Of(image, instance.SopInstanceUid, instance.File.Sha256))
        {
            if (await ledger.QueueForInstanceAsync(instance.SeriesInstanceUid, job, cancellationToken))
            {
                AssemblingLog.ImageRouted(logger, instance.SopInstanceUid, job.ModelId);
            }
        }
    }
}
