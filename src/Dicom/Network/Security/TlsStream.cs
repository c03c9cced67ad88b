using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace DicomNode.Dicom.Network.Security;

/// <summary>A connection that TLS protects. What the peer says against it comes as <see cref="TlsEndedException"/>.</summary>
/// <remarks>A side that has finished its handshake may be refused by the other only then: it reads the refusal here. Some, and .NET on OpenSSL, just close.</remarks>
/// <param name="silentEnd">What it may mean when the peer ends the connection before it said anything on it.</param>
internal sealed class TlsStream(OpeningStream below, PeerVerification verification, string silentEnd) : SslStream(below, leaveInnerStreamOpen: false, verification.Verify)
{
    private static readonly TimeSpan s_goodbye = TimeSpan.FromMilliseconds(500);
    private PeerSecurity? _peer;
    private bool _heard;
    private int _writes; // under way; far below zero: we said goodbye

    /// <summary>The other end, after the handshake.</summary>
    public PeerSecurity Peer => _peer ??= new(SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2", NegotiatedCipherSuite.ToString(), verification.Certificate);

    /// <exception cref="TlsHandshakeException">The two sides did not agree.</exception>
    public async ValueTask<TlsStream> AgreeAsync(Task handshake)
    {
        try
        {
            await handshake.ConfigureAwait(false);
            return this;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or InvalidOperationException)
        {
            await base.DisposeAsync().ConfigureAwait(false);
            throw new TlsHandshakeException(verification.Problem ?? TlsWords.OfHandshake(e, below.FirstByte), e) { Shown = verification.Shown };
        }
        catch
        {
            await base.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0 && !_heard && !buffer.IsEmpty)
            {
                throw new TlsEndedException(silentEnd);
            }

            _heard |= read > 0;
            return read;
        }
        catch (Exception e) when (TlsWords.OfAlert(e) is { } alert)
        {
            throw new TlsEndedException(alert, e);
        }
        catch (IOException e) when (!_heard && e is not TlsEndedException)
        {
            throw new TlsEndedException(silentEnd, e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (Interlocked.Increment(ref _writes) < 0)
            {
                throw new IOException("The connection is being closed.");
            }

            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (!_heard) // nobody reads yet, so the refusal still lies in the receive buffer
        {
            throw new TlsEndedException(await LastWordsAsync().ConfigureAwait(false) ?? silentEnd, e);
        }
        finally
        {
            Interlocked.Decrement(ref _writes);
        }
    }

    /// <summary>Says that nothing more comes (close_notify), so that the peer can tell the end from a cut; does not wait for a peer that takes nothing.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (IsAuthenticated && Interlocked.CompareExchange(ref _writes, int.MinValue / 2, 0) == 0) // OpenSSL takes no two at once
        {
            try
            {
                await ShutdownAsync().WaitAsync(s_goodbye).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or TimeoutException or ObjectDisposedException or InvalidOperationException or CryptographicException)
            {
                // the connection is gone, or the peer does not read
            }
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<string?> LastWordsAsync()
    {
        using CancellationTokenSource limit = new(s_goodbye);
        try
        {
            _ = await base.ReadAsync(new byte[1], limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or CryptographicException or InvalidOperationException or OperationCanceledException)
        {
            return TlsWords.OfAlert(e);
        }
    }
}
