using System.Net.Sockets;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Calling;

namespace DicomNode.Dicom.Network;

/// <summary>Opens associations to peers.</summary>
public sealed class DicomClient(DicomClientOptions options, TimeProvider? clock = null)
{
    /// <summary>Connects and negotiates. Contexts that the peer refuses are no error here: <see cref="ClientAssociation.Accepts"/> tells.</summary>
    /// <exception cref="PeerUnreachableException">No connection.</exception>
    /// <exception cref="AssociationRejectedException">The peer said no.</exception>
    /// <exception cref="DicomNetworkException">Anything else between us and the peer.</exception>
    public Task<ClientAssociation> RequestAsync(PeerAddress peer, IReadOnlyList<ProposedContext> contexts, CancellationToken cancellationToken) =>
        RequestAsync(peer, contexts, ClientServices.None, cancellationToken);

    /// <inheritdoc cref="RequestAsync(PeerAddress, IReadOnlyList{ProposedContext}, CancellationToken)"/>
    /// <param name="services">What the peer may ask of us on the association.</param>
    public async Task<ClientAssociation> RequestAsync(
        PeerAddress peer, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(contexts.Count, ProposedContext.MaxPerAssociation, nameof(contexts));
        Stream stream = await ConnectAsync(peer, cancellationToken).ConfigureAwait(false);
        return await RequestAsync(stream, peer, contexts, services, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Negotiates on a connection that was made elsewhere.</summary>
    internal async Task<ClientAssociation> RequestAsync(
        Stream stream, PeerAddress peer, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken)
    {
        RequestorSession session = new(stream, peer, options, services, clock ?? TimeProvider.System);
        try
        {
            await session.OpenAsync(contexts, cancellationToken).ConfigureAwait(false);
            return new(session);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Stream> ConnectAsync(PeerAddress peer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(peer.Host, peer.Port, limit.Token).ConfigureAwait(false);
            Stream stream = new PeerStream(socket);
            return options.SecureAsync is { } secureAsync ? await secureAsync(stream, limit.Token).ConfigureAwait(false) : stream;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new PeerUnreachableException(peer, $"no connection within {options.ConnectTimeout.TotalSeconds:0.###} s");
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new PeerUnreachableException(peer, Why(e.SocketErrorCode), e);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            socket.Dispose();
            throw new PeerUnreachableException(peer, $"the secure connection failed ({e.Message.TrimEnd('.')})", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Why(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nothing listens on that port (connection refused)",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name is not known",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to the host",
        SocketError.TimedOut => "the host does not answer",
        _ => error.ToString(),
    };
}
