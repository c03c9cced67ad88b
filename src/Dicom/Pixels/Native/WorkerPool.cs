namespace DicomNode.Dicom.Pixels.Native;

/// <summary>Workers that are kept warm: as many as frames are decoded at the same time, and none when there is nothing to do for a while.</summary>
internal sealed class WorkerPool : IDisposable
{
    private readonly DecodeWorkerOptions _options;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _places;
    private readonly Stack<(WorkerProcess Worker, long Since)> _idle = []; // the last one used is the first one taken, so that surplus ones grow old
    private readonly ITimer _sweep;
    private bool _isDisposed;

    public WorkerPool(DecodeWorkerOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _places = new(options.MaxWorkers);
        _sweep = clock.CreateTimer(static pool => ((WorkerPool)pool!).LetIdleOnesGo(), this, options.IdleLimit, options.IdleLimit);
    }

    /// <summary>Waits for a place. Every worker that was taken is given back by <see cref="Return"/> or <see cref="Drop"/>.</summary>
    /// <param name="isFresh">A new process, whatever waits.</param>
    /// <exception cref="IOException">No worker can be started.</exception>
    public WorkerProcess Take(bool isFresh)
    {
        _places.Wait();
        try
        {
            lock (_idle)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (!isFresh && _idle.TryPop(out (WorkerProcess Worker, long Since) warm))
                {
                    return warm.Worker;
                }
            }

            return WorkerProcess.Start(_options, _clock);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Return(WorkerProcess worker)
    {
        bool isKept;
        lock (_idle)
        {
            isKept = !_isDisposed;
            if (isKept)
            {
                _idle.Push((worker, _clock.GetTimestamp()));
            }
        }

        if (!isKept)
        {
            worker.Dispose();
        }

        _places.Release();
    }

    /// <summary>Of a worker that is lost.</summary>
    public void Drop(WorkerProcess worker)
    {
        worker.Dispose();
        _places.Release();
    }

    /// <summary>Those that work end with their frame.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        Empty(dispose: true, olderThan: TimeSpan.Zero);
    }

    private void LetIdleOnesGo() => Empty(dispose: false, _options.IdleLimit);

    private void Empty(bool dispose, TimeSpan olderThan)
    {
        List<WorkerProcess> leaving = [];
        lock (_idle)
        {
            _isDisposed |= dispose;
            (WorkerProcess Worker, long Since)[] kept = [.. _idle.Where(w => _clock.GetElapsedTime(w.Since) < olderThan)];
            leaving.AddRange(_idle.Select(w => w.Worker).Except(kept.Select(w => w.Worker)));
            _idle.Clear();
            foreach ((WorkerProcess Worker, long Since) worker in kept.Reverse())
            {
                _idle.Push(worker);
            }
        }

        leaving.ForEach(w => w.Dispose());
    }
}
