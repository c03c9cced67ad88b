using System.Net;
using System.Net.Sockets;

namespace DicomNode.Tests.Diagnosing;

/// <summary>A port on loopback that does with each connection what a test says.</summary>
internal sealed class ScriptedPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _talks = [];
    private readonly Task _loop;

    public ScriptedPort(Func<NetworkStream, CancellationToken, Task> talk)
    {
        _listener.Start();
        _loop = AcceptAsync(talk);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Takes connections and never says a word.</summary>
    public static ScriptedPort Silent() => new((_, stop) => Task.Delay(Timeout.Infinite, stop));

    /// <summary>Greets, then listens.</summary>
    public static ScriptedPort Greeting(string words) => new(async (stream, stop) =>
    {
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(words), stop);
        await Task.Delay(Timeout.Infinite, stop);
    });

    /// <summary>Waits for a first word and answers.</summary>
    public static ScriptedPort Answering(params byte[] answer) => new(async (stream, stop) =>
    {
        _ = await stream.ReadAsync(new byte[4096], stop);
        await stream.WriteAsync(answer, stop);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        await Task.WhenAll(_talks);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> talk)
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _talks.Add(TalkAsync(client, talk));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task TalkAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> talk)
    {
        using (client)
        {
            try
            {
                await talk(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // the caller is gone, or the test is over
            }
        }
    }
}
