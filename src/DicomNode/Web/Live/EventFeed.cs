using System.Text.Json;
using System.Text.Json.Serialization;
using DicomNode.Storage;
using DicomNode.Storage.Ledgers;
using DicomNode.Web.Views;

namespace DicomNode.Web.Live;

/// <summary>Tells those who listen what changes. While nobody does, it rests and nothing is asked of the index.</summary>
internal sealed class EventFeed(IServiceScopeFactory scopes, NodeStatus status, TimeProvider clock, ILogger<EventFeed> logger) : BackgroundService
{
    private const int MaxListeners = 100;
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(500), s_statusAtMost = TimeSpan.FromSeconds(2), s_statusAtLeast = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _somebody = new(0);
    private readonly List<EventSubscription> _listeners = [];
    private long? _statusAt;

    /// <returns>Null: too many listen.</returns>
    public EventSubscription? Join()
    {
        EventSubscription subscription = new(Leave);
        lock (_gate)
        {
            if (_listeners.Count >= MaxListeners)
            {
                return null;
            }

            _listeners.Add(subscription);
            _statusAt = null; // a new one wants to know at once
            if (_listeners.Count == 1)
            {
                _somebody.Release();
            }
        }

        return subscription;
    }

    public override void Dispose()
    {
        _somebody.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _somebody.WaitAsync(stoppingToken);
                await WatchAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // the unit of work ends here: who listens is shown out, connects again and loads its lists
            {
                LiveLog.Broken(logger, e);
                Close();
            }
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope(); // disposes of the watch
        WorkWatch watch = scope.ServiceProvider.GetRequiredService<WorkWatch>();
        using PeriodicTimer timer = new(s_beat, clock);
        do
        {
            try
            {
                WorkChanges? changes = await watch.LookAsync(stopping);
                foreach (SeriesSummary series in changes?.Series ?? [])
                {
                    Tell("series", SeriesView.Of(series));
                }

                foreach (DeliveryView delivery in changes?.Deliveries.Select(DeliveryView.Of) ?? [])
                {
                    Tell("delivery", delivery);
                }

                if (IsStatusDue(changes is not null))
                {
                    Tell("status", await status.ReadAsync(stopping));
                }
            }
            catch (Exception e) when (IndexTrouble.Is(e))
            {
                // said by those who need it; changes are seen at a later look
            }
        }
        while (IsAnybodyThere() && await timer.WaitForNextTickAsync(stopping));
    }

    private bool IsStatusDue(bool somethingChanged)
    {
        lock (_gate)
        {
            if (_statusAt is long at && clock.GetElapsedTime(at) < (somethingChanged ? s_statusAtMost : s_statusAtLeast))
            {
                return false;
            }

            _statusAt = clock.GetTimestamp();
            return true;
        }
    }

    private bool IsAnybodyThere()
    {
        lock (_gate)
        {
            return _listeners.Count > 0;
        }
    }

    private void Tell<T>(string name, T value)
    {
        ServerEvent happened = new(name, JsonSerializer.Serialize(value, s_json));
        foreach (EventSubscription listener in Listeners())
        {
            listener.Offer(happened);
        }
    }

    private void Close()
    {
        foreach (EventSubscription listener in Listeners())
        {
            listener.Close();
        }
    }

    private EventSubscription[] Listeners()
    {
        lock (_gate)
        {
            return [.. _listeners];
        }
    }

    private void Leave(EventSubscription subscription)
    {
        lock (_gate)
        {
            _listeners.Remove(subscription);
        }
    }
}
