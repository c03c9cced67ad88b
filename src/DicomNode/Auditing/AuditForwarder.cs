using System.Net.Sockets;
using DicomNode.Configuration;
using DicomNode.Dicom.Network.Security;
using DicomNode.Hosting;

namespace DicomNode.Auditing;

/// <summary>Carries the spool to its server, in order. What was sent counts as taken when its connection is still open a while later; otherwise it is sent again.</summary>
internal sealed class AuditForwarder(AuditTrail trail, NodeOptions options, SteadyClock clock, ILogger<AuditForwarder> logger) : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan s_taken = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1), s_longestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastChance = TimeSpan.FromSeconds(3);
    private volatile string? _problem;

    /// <summary>Host and port; empty without auditing.</summary>
    public string Server { get; } = options.Audit is { } audit ? $"{audit.Server}:{audit.Port}" : "";

    /// <summary>Why messages do not get out; null: they do.</summary>
    public string? Problem => _problem;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (trail.Spool is { } spool && _problem is null && ExecuteTask is not null)
        {
            long until = clock.GetTimestamp();
            while (spool.Waiting > 0 && _problem is null && clock.GetElapsedTime(until) < s_lastChance && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None); // the end of this node is among what waits
            }
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Audit is not { } audit || trail.Spool is not { } spool)
        {
            return;
        }

        TlsCredentials? credentials = audit.Transport == AuditTransport.Tls ? new(AuditRules.Files(audit, options.Listener.Tls), clock.Machine) : null;
        TimeSpan delay = s_firstDelay;
        while (true)
        {
            long begun = clock.GetTimestamp();
            try
            {
                await spool.MoreThanAsync(spool.Taken).WaitAsync(stoppingToken);
                await using AuditConnection connection = await AuditConnection.OpenAsync(audit, credentials, stoppingToken);
                AuditLog.Connected(logger, Server, audit.Transport);
                _problem = null;
                await ForwardAsync(spool, connection, stoppingToken);
            }
            catch (Exception e) when (e is IOException or SocketException or TlsHandshakeException or UnauthorizedAccessException)
            {
                if (_problem is null)
                {
                    AuditLog.NotSent(logger, Server, e.Message.TrimEnd('.'));
                }

                _problem = e.Message.TrimEnd('.');
            }

            delay = clock.GetElapsedTime(begun) > s_longestDelay ? s_firstDelay : delay;
            await Task.Delay(delay, clock, stoppingToken);
            delay = delay * 2 < s_longestDelay ? delay * 2 : s_longestDelay;
        }
    }

    private async Task ForwardAsync(AuditSpool spool, AuditConnection connection, CancellationToken cancellationToken)
    {
        SpoolPosition sent = spool.Taken;
        Queue<(SpoolPosition End, long At)> open = [];
        while (true)
        {
            foreach ((ReadOnlyMemory<byte> frame, SpoolPosition end) in spool.Read(sent, MostAtOnce))
            {
                if (!frame.IsEmpty)
                {
                    await connection.SendAsync(frame, cancellationToken);
                }

                sent = end;
            }

            await connection.FlushAsync(cancellationToken);
            if (sent != (open.Count > 0 ? open.Last().End : spool.Taken))
            {
                open.Enqueue((sent, clock.GetTimestamp()));
            }

            TimeSpan untilTaken = open.TryPeek(out (SpoolPosition End, long At) first) ? s_taken - clock.GetElapsedTime(first.At) : Timeout.InfiniteTimeSpan;
            if (open.Count > 0 && untilTaken <= TimeSpan.Zero)
            {
                ThrowIfClosed(connection);
                spool.Confirm(open.Dequeue().End);
                continue;
            }

            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(spool.MoreThanAsync(sent), connection.Closed, Task.Delay(untilTaken, clock, waiting.Token));
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfClosed(connection);
        }
    }

    private static void ThrowIfClosed(AuditConnection connection)
    {
        if (connection.Closed.IsCompleted)
        {
            throw new IOException("it closed the connection");
        }
    }
}
