using DicomNode.Configuration;

namespace DicomNode.Notifying;

/// <summary>Looks, decides, keeps what was decided, and tells it. A loop of its own and no job of the schedule: that one pauses while the index cannot be used, of which this has to tell.</summary>
internal sealed class NotifyService(
    ConditionWatch watch, NotificationPost post, NotificationBookFile book, NodeOptions options, TimeProvider clock, ILogger<NotifyService> logger) : BackgroundService
{
    private readonly NotificationsOptions _settings = options.Notifications;

    private string RunningFile => Path.Combine(book.Folder, "running");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (_settings.Channels.Count == 0)
        {
            return Task.CompletedTask; // nobody is told
        }

        try
        {
            NoteStart();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotifyingLog.PutOff(logger, e.Message); // no reason not to start
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (File.Exists(RunningFile))
        {
            File.Delete(RunningFile); // nothing was noted where nobody is told
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_settings.Look, clock);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                NotifyingLog.PutOff(logger, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException) // the unit of work ends here: nobody is told, and everything else goes on
            {
                NotifyingLog.Faulted(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        DateTime since = now - _settings.Channels.Max(c => c.Every) - TimeSpan.FromDays(1); // what a channel may not have had occasion to tell
        (IReadOnlyList<Condition> seen, IReadOnlyCollection<NotificationKind> unknown) = await watch.LookAsync(_settings.Settle, since, cancellationToken);
        book.Change(b =>
        {
            NotificationBook after = b;
            foreach (NotificationChannelOptions channel in _settings.Channels)
            {
                ChannelBook before = after.Channel(channel.Name), decided = NotificationPlanner.Decide(before, channel, seen, unknown, _settings.Settle, now);
                after = ReferenceEquals(before, decided) ? after : after.With(decided);
            }

            return after;
        });
        await post.SendDueAsync(cancellationToken);
    }

    /// <summary>A file that is there while a node works; one that is found was left by a node that was not stopped.</summary>
    private void NoteStart()
    {
        Directory.CreateDirectory(book.Folder);
        if (File.Exists(RunningFile))
        {
            NotifyingLog.Crashed(logger);
            DateTime now = clock.GetUtcNow().UtcDateTime;
            book.Change(b => b with { Crashes = [.. b.Crashes.Append(now).TakeLast(NotificationBook.MostCrashes)] });
        }

        File.WriteAllText(RunningFile, "");
    }
}
