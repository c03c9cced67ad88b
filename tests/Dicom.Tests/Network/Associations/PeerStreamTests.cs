using System.Net;
using System.Net.Sockets;
using DicomNode.Dicom.Network.Associations;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Associations;

/// <summary>The TCP connection itself, over loopback.</summary>
public sealed class PeerStreamTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket _peer = null!;
    private Socket _socket = null!;
    private PeerStream _stream = null!;

    public async Task InitializeAsync()
    {
        _listener.Start();
        _peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await _peer.ConnectAsync(_listener.LocalEndpoint);
        _socket = await _listener.AcceptSocketAsync();
        _stream = new(_socket);
    }

    [Fact]
    public async Task Bytes_that_are_here_and_bytes_that_come_later_are_read_and_the_end_is_zero()
    {
        byte[] buffer = new byte[8];
        await _peer.SendAsync(new byte[] { 1, 2, 3 });
        Assert.Equal(3, await _stream.ReadAsync(buffer));
        Task<int> later = _stream.ReadAsync(buffer).AsTask();
        await _peer.SendAsync(new byte[] { 4 });
        Assert.Equal(1, await later.WaitAsync(ScriptedPeer.Patience));
        Assert.Equal(4, buffer[0]);
        _peer.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await _stream.ReadAsync(buffer).AsTask().WaitAsync(ScriptedPeer.Patience));
    }

    [Fact]
    public async Task A_write_that_the_peer_takes_in_its_own_time_arrives_whole()
    {
        byte[] sent = [.. Enumerable.Range(0, 8 << 20).Select(i => (byte)(i * 7))]; // more than the buffers between the two
        Task writing = _stream.WriteAsync(sent).AsTask();
        byte[] received = new byte[sent.Length];
        await using NetworkStream reader = new(_peer);
        await reader.ReadExactlyAsync(received).AsTask().WaitAsync(ScriptedPeer.Patience);
        await writing;
        Assert.True(received.AsSpan().SequenceEqual(sent));
    }

    [Fact]
    public async Task A_reset_is_an_io_failure_of_reading_and_of_writing()
    {
        _peer.LingerState = new(true, 0);
        _peer.Close();
        await Assert.ThrowsAnyAsync<IOException>(async () => await _stream.ReadAsync(new byte[1]).AsTask().WaitAsync(ScriptedPeer.Patience));
        await Assert.ThrowsAnyAsync<IOException>(async () => await _stream.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task A_read_that_waits_is_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        Task<int> waiting = _stream.ReadAsync(new byte[1], cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void A_connection_that_died_without_a_word_is_found_within_two_minutes()
    {
        Assert.Equal(1, (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        int Tcp(SocketOptionName name) => (int)_socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
        Assert.InRange(Tcp(SocketOptionName.TcpKeepAliveTime) + (Tcp(SocketOptionName.TcpKeepAliveInterval) * Tcp(SocketOptionName.TcpKeepAliveRetryCount)), 1, 120);
    }

    public async Task DisposeAsync()
    {
        await _stream.DisposeAsync();
        _peer.Dispose();
        _listener.Dispose();
    }
}
