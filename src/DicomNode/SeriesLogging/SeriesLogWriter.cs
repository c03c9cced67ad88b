using DicomNode.Storage.Files;

namespace DicomNode.SeriesLogging;

/// <summary>Writes the logs of the series behind those who log. A disk that takes nothing costs lines and disturbs nobody; <c>/health/ready</c> speaks of the disk.</summary>
internal sealed class SeriesLogWriter(SeriesLogQueue queue, DataFolder folder) : BackgroundService
{
    private const int MaxBatch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Waiting.WaitToReadAsync(CancellationToken.None))
        {
            List<(string Series, SeriesLogLine? Line)> batch = [];
            while (batch.Count < MaxBatch && queue.Waiting.TryRead(out (string, SeriesLogLine?) next))
            {
                batch.Add(next);
            }

            foreach (var series in batch.GroupBy(b => b.Series, b => b.Line))
            {
                Write(folder.SeriesLog(series.Key), [.. series]);
            }
        }
    }

    /// <summary>Writes what is waiting; it is the last service to stop.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        await base.StopAsync(cancellationToken);
    }

    private void Write(string path, SeriesLogLine?[] lines)
    {
        try
        {
            int removed = Array.LastIndexOf(lines, null);
            if (removed >= 0)
            {
                File.Delete(path);
            }

            if (removed < lines.Length - 1)
            {
                Directory.CreateDirectory(folder.Logs);
                SeriesLogFile.Append(path, lines[(removed + 1)..].OfType<SeriesLogLine>());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // these lines are in the node's log
        }
    }
}
