using System.Threading.Channels;

namespace DicomNode.Web.Live;

/// <summary>One listener. When it does not keep up, its channel is completed and its connection ends: its client connects again and loads its lists anew.</summary>
internal sealed class EventSubscription(Action<EventSubscription> leave) : IDisposable
{
    private const int MaxWaiting = 2000;
    private readonly Channel<ServerEvent> _waiting = Channel.CreateBounded<ServerEvent>(MaxWaiting);

    public ChannelReader<ServerEvent> Events => _waiting.Reader;

    public void Offer(ServerEvent happened)
    {
        if (!_waiting.Writer.TryWrite(happened))
        {
            Close();
        }
    }

    /// <summary>Ends the connection, after what is on its way.</summary>
    public void Close() => _waiting.Writer.TryComplete();

    public void Dispose() => leave(this);
}
