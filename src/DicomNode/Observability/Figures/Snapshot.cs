namespace DicomNode.Observability.Figures;

/// <summary>A value that is costly to read, or that may not be readable now: kept for a while, and shown with its age when a new one does not come.</summary>
/// <param name="read">Never runs twice at once.</param>
/// <param name="mayFail">Failures that leave the old value in place; anything else is a bug.</param>
internal sealed class Snapshot<T>(Func<CancellationToken, Task<T>> read, TimeSpan keep, Predicate<Exception> mayFail, TimeProvider clock)
    where T : class
{
    private readonly Lock _gate = new();
    private Task? _reading;
    private (T Value, long At)? _last;

    /// <summary>The last that was read; null: none yet.</summary>
    public T? Value
    {
        get
        {
            lock (_gate)
            {
                return _last?.Value;
            }
        }
    }

    /// <summary>Since it was read; null: never.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_gate)
            {
                return _last is { } last ? clock.GetElapsedTime(last.At) : null;
            }
        }
    }

    /// <summary>Reads anew when the value is old, and waits for it no longer than <paramref name="patience"/>: the reading goes on without the caller.</summary>
    public async Task FreshenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Task reading;
        lock (_gate)
        {
            if (_reading is null or { IsCompleted: true })
            {
                if (_last is { } last && clock.GetElapsedTime(last.At) < keep)
                {
                    return;
                }

                _reading = Task.Run(ReadAsync, CancellationToken.None);
            }

            reading = _reading;
        }

        await Task.WhenAny(reading, Task.Delay(patience, clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task ReadAsync()
    {
        try
        {
            T value = await read(CancellationToken.None);
            lock (_gate)
            {
                _last = (value, clock.GetTimestamp());
            }
        }
        catch (Exception e) when (mayFail(e))
        {
            // its age says so
        }
    }
}
