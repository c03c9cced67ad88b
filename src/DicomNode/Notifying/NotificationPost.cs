using DicomNode.Configuration;
using DicomNode.Hosting;

namespace DicomNode.Notifying;

/// <summary>Tells what waits, each channel by itself: a slow or dead one delays no other.</summary>
internal sealed class NotificationPost(NotificationBookFile book, NodeOptions options, SteadyClock clock, ILogger<NotificationPost> logger)
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromHours(1);

    public IReadOnlyList<INotificationChannel> Channels { get; } = NotificationChannels.Of(options, clock.Machine);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Everything that is due.</summary>
    /// <exception cref="IOException">What was told cannot be noted, and is told again.</exception>
    public Task SendDueAsync(CancellationToken cancellationToken) => Task.WhenAll(Channels.Select(c => SendDueAsync(c, cancellationToken)));

    private async Task SendDueAsync(INotificationChannel channel, CancellationToken cancellationToken)
    {
        foreach (Notification message in book.Current.Channel(channel.Name).Waiting.Where(w => IsDue(w)))
        {
            Notification tried = message with { Attempts = message.Attempts + 1, Problem = null };
            try
            {
                await channel.TellAsync(tried, cancellationToken);
                NotifyingLog.Told(logger, channel.Name, tried.Title, tried.Id, tried.Attempts);
                End(channel.Name, tried, NotificationOutcome.Told);
            }
            catch (NotToldException e)
            {
                Book(channel.Name, tried with { Problem = e.Message });
                return; // the others of this channel would fare no better now
            }
        }
    }

    /// <summary>A time further away than any delay is of a clock that was set back.</summary>
    private bool IsDue(Notification message) => message.NextAttemptAt <= Now || message.NextAttemptAt > Now + s_longestDelay;

    private void Book(string channel, Notification failed)
    {
        if (Now - failed.At >= options.Notifications.GiveUpAfter)
        {
            NotifyingLog.GivenUp(logger, channel, failed.Problem!, failed.Title);
            End(channel, failed, NotificationOutcome.GivenUp);
            return;
        }

        TimeSpan delay = TimeSpan.FromTicks(Math.Min(s_longestDelay.Ticks, options.Notifications.FirstRetryDelay.Ticks << Math.Min(failed.Attempts - 1, 12)));
        DateTime next = Now + delay;
        NotifyingLog.TriesAgain(logger, channel, failed.Problem!, failed.Title, next);
        book.Change(b =>
        {
            ChannelBook own = b.Channel(channel);
            return b.With(own with { Waiting = [.. own.Waiting.Select(w => w.Id == failed.Id ? w with { Attempts = failed.Attempts, NextAttemptAt = next, Problem = failed.Problem } : w)] });
        });
    }

    private void End(string channel, Notification message, NotificationOutcome outcome) => book.Change(b =>
    {
        ChannelBook own = b.Channel(channel);
        return b.With(own with { Waiting = [.. own.Waiting.Where(w => w.Id != message.Id)] }).With(PastNotification.Of(channel, message, outcome, Now));
    });
}
