using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Services;
using DicomNode.Dicom.Network.Serving;

namespace DicomNode.Dicom.Network;

/// <summary>
/// Listens for associations and serves C-ECHO and what <see cref="DicomServices"/> offers, each association by itself.
/// <see cref="Start"/> once, <see cref="StopAsync"/> once, then dispose.
/// </summary>
public sealed class DicomServer : IAsyncDisposable
{
    private const int Backlog = 512;

    /// <summary>An acceptor's responses are small; a peer that asks and never reads is stopped after some hundred of them, not after megabytes.</summary>
    private const int SendBuffer = 64 * 1024;

    private static readonly TimeSpan s_paceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pauseAfterAcceptError = TimeSpan.FromMilliseconds(100); // out of descriptors: passes

    private readonly DicomServerOptions _options;
    private readonly ServiceTable _services;
    private readonly TimeProvider _clock;
    private readonly AssociationSlots _slots;
    private readonly PendingConnections _pending;
    private readonly ConcurrentDictionary<AcceptorSession, Task> _sessions = new();
    private readonly CancellationTokenSource _listening = new();
    private readonly CancellationTokenSource _serving = new();
    private readonly List<Socket> _listeners = [];
    private ITimer? _paceTimer;
    private readonly List<Task> _accepting = [];
    private long _lastId;
    private int _handshakes;
    private long _accepted;

    /// <summary>A server that only receives.</summary>
    public DicomServer(DicomServerOptions options, IStoreHandler handler, TimeProvider? clock = null) : this(options, new DicomServices(handler), clock)
    {
    }

    public DicomServer(DicomServerOptions options, DicomServices services, TimeProvider? clock = null)
    {
        if (!AeTitle.IsValid(options.AeTitle))
        {
            throw new ArgumentException($"'{options.AeTitle}' is no AE title: 1–16 printable characters, no backslash.", nameof(options));
        }

        _options = options;
        _clock = clock ?? TimeProvider.System;
        _slots = new(options, _clock);
        _pending = new(options.MaxPendingConnections, options.MaxPendingConnectionsPerAddress);
        _services = ServiceTable.Of(services, options, _clock);
    }

    /// <summary>Where it listens, with the port that the system chose when 0 was asked for. Null before <see cref="Start"/>, and without a plain port.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>Where it listens for TLS. Null before <see cref="Start"/>, and without <see cref="DicomServerOptions.Secure"/>.</summary>
    public IPEndPoint? SecureEndPoint { get; private set; }

    /// <summary>Connections at this moment, with and without an association.</summary>
    public int Connections => _sessions.Count + Volatile.Read(ref _handshakes);

    /// <summary>Every port that was opened is listened on still. False before <see cref="Start"/> and after the end.</summary>
    public bool IsAccepting => _accepting.Count > 0 && _accepting.TrueForAll(a => !a.IsCompleted);

    /// <summary>Connections that were taken since the start.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>At this moment somebody has connected whom nobody has taken yet.</summary>
    public bool HasWaiting => IsAccepting && _listeners.Exists(IsCalled);

    /// <summary>Binds and begins to accept.</summary>
    /// <exception cref="ListenFailedException">A port is taken, or the address is not ours.</exception>
    public void Start()
    {
        if (_options.Port is { } plain)
        {
            EndPoint = Listen(plain, null);
        }

        if (_options.Secure is { } secure)
        {
            SecureEndPoint = Listen(secure.Port, secure.SecureAsync);
        }

        _paceTimer = _clock.CreateTimer(_ => CheckPaces(), null, s_paceInterval, s_paceInterval);
    }

    private IPEndPoint Listen(int port, Func<Stream, CancellationToken, ValueTask<Stream>>? secureAsync)
    {
        IPEndPoint wanted = new(_options.Address, port);
        Socket listener = new(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(wanted);
            listener.Listen(Backlog);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new ListenFailedException(wanted, e);
        }

        _listeners.Add(listener);
        _accepting.Add(AcceptAsync(listener, secureAsync, _listening.Token));
        return (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <summary>No new association; instances under way are finished and answered; after <paramref name="limit"/> what is left is aborted.</summary>
    public async Task StopAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _listening.CancelAsync().ConfigureAwait(false);
        _listeners.ForEach(l => l.Dispose());
        await Task.WhenAll(_accepting).ConfigureAwait(false);
        foreach (AcceptorSession session in _sessions.Keys)
        {
            session.Stop();
        }

        try
        {
            await Task.WhenAll(_sessions.Values).WaitAsync(limit, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // those that are left are cut off below
        }

        await _serving.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        if (_paceTimer is not null)
        {
            await _paceTimer.DisposeAsync().ConfigureAwait(false);
        }

        _listening.Dispose();
        _serving.Dispose();
    }

    /// <summary>Serves a connection that was made elsewhere.</summary>
    internal Task ServeAsync(Stream stream, IPEndPoint remote, PeerPace pace, IDisposable? pending = null)
    {
        AcceptorSession session = new(Interlocked.Increment(ref _lastId), stream, remote, pace, pending, _options, _services, _slots, _clock);
        Task running = session.RunAsync(_serving.Token);
        _sessions[session] = running;
        return ForgetAsync();

        async Task ForgetAsync()
        {
            await running.ConfigureAwait(false);
            _sessions.TryRemove(session, out _);
        }
    }

    private async Task AcceptAsync(Socket listener, Func<Stream, CancellationToken, ValueTask<Stream>>? secureAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Socket socket = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref _accepted);
                _ = ConnectedAsync(socket, secureAsync);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(s_pauseAfterAcceptError, _clock, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ConnectedAsync(Socket socket, Func<Stream, CancellationToken, ValueTask<Stream>>? secureAsync)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose(); // gone again
            return;
        }

        using IDisposable? pending = _sessions.Count < _options.MaxAssociations + _options.MaxPendingConnections ? _pending.TryEnter(remote.Address) : null;
        if (pending is null)
        {
            socket.Dispose();
            _options.Observer.Refused(remote);
            return;
        }

        PeerPace pace = new(_clock, _options.MinimumBytesPerSecond);
        Stream? stream = null;
        try
        {
            socket.SendBufferSize = SendBuffer;
            stream = new PeerStream(socket, pace);
            if (secureAsync is not null)
            {
                stream = await SecureAsync(stream, remote, secureAsync).ConfigureAwait(false);
            }

            await ServeAsync(stream, remote, pace, pending).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // gone before it was a session
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            socket.Dispose();
        }
    }

    /// <summary>The handshake, before which nothing is known of a peer: limited in time, and counted among the pending connections.</summary>
    private async ValueTask<Stream> SecureAsync(Stream stream, IPEndPoint remote, Func<Stream, CancellationToken, ValueTask<Stream>> secureAsync)
    {
        using CancellationTokenSource late = new(_options.Artim, _clock);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_serving.Token, late.Token);
        Interlocked.Increment(ref _handshakes);
        try
        {
            return await secureAsync(stream, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            _options.Observer.HandshakeFailed(remote, $"it did not finish the TLS handshake within {_options.Artim.TotalSeconds:0.###} s");
            throw;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            _options.Observer.HandshakeFailed(remote, e.Message.TrimEnd('.'));
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _handshakes);
        }
    }

    private static bool IsCalled(Socket listener)
    {
        try
        {
            return listener.Poll(TimeSpan.Zero, SelectMode.SelectRead);
        }
        catch (ObjectDisposedException)
        {
            return false; // the end has begun
        }
    }

    private void CheckPaces()
    {
        foreach (AcceptorSession session in _sessions.Keys)
        {
            session.CheckPace();
        }
    }
}
