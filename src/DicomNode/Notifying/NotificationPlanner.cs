namespace DicomNode.Notifying;

/// <summary>Decides what a channel tells: from what is so, and from what it has told. Pure: no clock, no file, no network.</summary>
internal static class NotificationPlanner
{
    /// <summary>So many lines stand in a message; of more, their number.</summary>
    public const int MostItems = 10;

    /// <summary>More messages than this do not wait for a channel that is gone; what lasts is decided on again when there is room.</summary>
    public const int MostWaiting = 200;

    /// <param name="book">Of the channel, as it is.</param>
    /// <param name="channel">What it tells, and how often.</param>
    /// <param name="seen">What is so.</param>
    /// <param name="unknown">Kinds that could not be looked for.</param>
    /// <param name="settle">What is over is told after so long.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The same book when nothing has changed.</returns>
    public static ChannelBook Decide(
        ChannelBook book, NotificationChannelOptions channel, IReadOnlyList<Condition> seen, IReadOnlyCollection<NotificationKind> unknown, TimeSpan settle, DateTime now)
    {
        List<ToldCondition> told = [.. book.Told.Where(t => channel.Tells(t.Kind))];
        List<Notification> waiting = [.. book.Waiting];
        foreach (Condition condition in seen.Where(c => channel.Tells(c.Kind)))
        {
            int at = told.FindIndex(t => t.Kind == condition.Kind && t.Subject == condition.Subject);
            ToldCondition? before = at < 0 ? null : told[at];
            Occurrence[] news = [.. condition.Occurrences.Where(o => condition.Lasts || before?.Keys.Contains(o.Key) != true)];
            bool isTold = (condition.Lasts || news.Length > 0) && (before is null || IsDue(before, channel.Every, now)) && TryAdd(waiting, ToNotification(condition, news, isRepeated: before is not null, now), addUp: !condition.Lasts);
            if (before is not null)
            {
                told.RemoveAt(at);
            }

            if (isTold || before is not null)
            {
                told.Add(new()
                {
                    Kind = condition.Kind,
                    Subject = condition.Subject,
                    Lasts = condition.Lasts,
                    At = isTold ? now : before!.At,
                    Keys = condition.Lasts ? [] : [.. condition.Occurrences.Select(o => o.Key).Where(k => isTold || before!.Keys.Contains(k))],
                });
            }
        }

        foreach (ToldCondition gone in told.Where(t => !unknown.Contains(t.Kind) && !seen.Any(c => c.Kind == t.Kind && c.Subject == t.Subject)).ToArray())
        {
            told.Remove(gone);
            if (!gone.Lasts ? !IsDue(gone, channel.Every, now) : !IsOver(waiting, gone, settle, now))
            {
                told.Add(gone.Lasts ? gone with { GoneSince = gone.GoneSince is { } since && since <= now ? since : now } : gone);
            }
        }

        return told.Order(s_byName).SequenceEqual(book.Told.Order(s_byName), s_equal) && waiting.SequenceEqual(book.Waiting)
            ? book
            : book with { Told = told, Waiting = waiting };
    }

    private static readonly Comparer<ToldCondition> s_byName = Comparer<ToldCondition>.Create((a, b) => (a.Kind, a.Subject).CompareTo((b.Kind, b.Subject)));

    private static readonly EqualityComparer<ToldCondition> s_equal = EqualityComparer<ToldCondition>.Create(
        (a, b) => a! with { Keys = b!.Keys } == b && a.Keys.SequenceEqual(b.Keys), t => HashCode.Combine(t.Kind, t.Subject));

    /// <summary>A time to come is of a clock that was set back.</summary>
    private static bool IsDue(ToldCondition told, TimeSpan every, DateTime now) => now - told.At >= every || told.At > now;

    /// <summary>Whether it is over for good; then it is told, unless its beginning was not.</summary>
    private static bool IsOver(List<Notification> waiting, ToldCondition gone, TimeSpan settle, DateTime now)
    {
        if (settle > TimeSpan.Zero && !(gone.GoneSince is { } since && now - since >= settle))
        {
            return false;
        }

        Notification? untold = waiting.Find(w => w.Kind == gone.Kind && w.Subject == gone.Subject && !w.IsOver);
        waiting.RemoveAll(w => ReferenceEquals(w, untold));
        return untold is { IsRepeated: false } || TryAdd(waiting, new()
        {
            Id = NewId(),
            Kind = gone.Kind,
            Subject = gone.Subject,
            IsOver = true,
            Title = NotificationTexts.Over(gone.Kind, gone.Subject),
            Text = "Nothing is left to do.",
            At = now,
            NextAttemptAt = now,
        }, addUp: false);
    }

    private static Notification ToNotification(Condition condition, Occurrence[] news, bool isRepeated, DateTime now) => new()
    {
        Id = NewId(),
        IsRepeated = isRepeated,
        Kind = condition.Kind,
        Subject = condition.Subject,
        Title = condition.Title,
        Text = condition.Text,
        Items = [.. news.Take(MostItems).Select(o => o.Text), .. news.Length > MostItems ? [$"… and {news.Length - MostItems} more"] : Array.Empty<string>()],
        Count = Math.Max(1, news.Length),
        At = now,
        NextAttemptAt = now,
    };

    /// <summary>One about the same takes the place of one that was not told yet: it says all that is so now, or is added to it.</summary>
    private static bool TryAdd(List<Notification> waiting, Notification notification, bool addUp)
    {
        int same = waiting.FindIndex(w => w.Kind == notification.Kind && w.Subject == notification.Subject && w.IsOver == notification.IsOver);
        if (same >= 0)
        {
            Notification before = waiting[same];
            waiting[same] = before with
            {
                Title = notification.Title,
                Text = notification.Text,
                Items = addUp ? [.. notification.Items.Concat(before.Items).Take(MostItems)] : notification.Items,
                Count = addUp ? notification.Count + before.Count : notification.Count,
            };
            return true;
        }

        if (waiting.Count >= MostWaiting)
        {
            return false;
        }

        waiting.Add(notification);
        return true;
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
