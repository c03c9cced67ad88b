namespace DicomNode.Testing;

/// <summary>Waits for what another process does, by asking.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, TimeSpan, Func{string}, CancellationToken)"/>
    public static Task TrueAsync(Func<bool> isTrue, TimeSpan within, Func<string>? log = null, CancellationToken cancellationToken = default) =>
        TrueAsync(() => Task.FromResult(isTrue()), within, log, cancellationToken);

    /// <param name="isTrue">Asked every 50 ms until the answer is yes.</param>
    /// <param name="within">Longest wait.</param>
    /// <param name="log">What to show when it did not come true.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not come true.</exception>
    public static async Task TrueAsync(Func<Task<bool>> isTrue, TimeSpan within, Func<string>? log = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isTrue);
        long start = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(start) > within) { throw new TimeoutException($"Not within {within}.\n{log?.Invoke()}"); }
            await Task.Delay(s_pause, cancellationToken);
        }
    }
}
