using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using DicomNode.Dicom.Network;

namespace DicomNode.Diagnosing;

/// <summary>
/// Finds out what listens on a port that did not behave like DICOM: who greets, who answers to HTTP, to TLS, to plain DICOM. Asked only of what failed: a peer that is
/// well never sees it.
/// </summary>
internal sealed class PortProbe(Patience patience)
{
    private static readonly byte[] s_request = "OPTIONS / HTTP/1.0\r\n\r\n"u8.ToArray();

    /// <param name="plain">Whether to try DICOM without TLS too: for a port that should speak TLS.</param>
    public async Task<PortSpeech> ListenAsync(Subject subject, bool plain, CancellationToken cancellationToken)
    {
        if (subject.EndPoint is not { } there)
        {
            return PortSpeech.Of(Speaker.Nobody);
        }

        if (plain && await SpeaksDicomAsync(subject, cancellationToken))
        {
            return PortSpeech.Of(Speaker.Dicom);
        }

        string greeting = await HearAsync(there, [], cancellationToken);
        string answer = greeting.Length > 0 ? greeting : await HearAsync(there, s_request, cancellationToken);
        return Recognise(answer) ?? (await SpeaksTlsAsync(there, cancellationToken)
            ? PortSpeech.Of(Speaker.Tls)
            : answer.Length > 0 ? PortSpeech.Of(Speaker.Other, FirstLine(answer)) : PortSpeech.Of(Speaker.Nobody));
    }

    /// <summary>Pure: by the first words. Null: they are nothing known.</summary>
    internal static PortSpeech? Recognise(string words) => words switch
    {
        _ when words.StartsWith("SSH-", StringComparison.Ordinal) => PortSpeech.Of(Speaker.Ssh, FirstLine(words)),
        _ when words.StartsWith("HTTP/", StringComparison.Ordinal) && words.Contains("HTTPS port", StringComparison.OrdinalIgnoreCase) => PortSpeech.Of(Speaker.Tls, "a web server with TLS"),
        _ when words.StartsWith("HTTP/", StringComparison.Ordinal) => PortSpeech.Of(Speaker.Http, Server(words) ?? FirstLine(words)),
        _ when words.StartsWith("220", StringComparison.Ordinal) => PortSpeech.Of(Speaker.Mail, FirstLine(words)),
        ['\u0015', '\u0003', ..] => PortSpeech.Of(Speaker.Tls),
        _ => null,
    };

    private static string? Server(string answer) =>
        answer.Split('\n').FirstOrDefault(l => l.StartsWith("Server:", StringComparison.OrdinalIgnoreCase)) is { } line ? line["Server:".Length..].Trim() : null;

    private static string FirstLine(string words) => words.Split('\r', '\n')[0];

    private async Task<string> HearAsync(IPEndPoint there, byte[] say, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        using Socket socket = new(there.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        byte[] heard = new byte[1024];
        int length = 0;
        try
        {
            await socket.ConnectAsync(there, limit.Token);
            await socket.SendAsync(say, limit.Token);
            for (int read = -1; read != 0 && length < heard.Length; length += read)
            {
                read = await socket.ReceiveAsync(heard.AsMemory(length), limit.Token);
            }
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // what came until then is all
        }

        return Encoding.Latin1.GetString(heard, 0, length);
    }

    private async Task<bool> SpeaksTlsAsync(IPEndPoint there, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = Limit(cancellationToken);
        using Socket socket = new(there.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        bool hasShown = false;
        try
        {
            await socket.ConnectAsync(there, limit.Token);
            await using SslStream tls = new(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
            {
                hasShown = certificate is not null;
                return false; // enough is known
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = $"{there.Address}" }, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return hasShown || e.GetBaseException().Message.Contains("alert", StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<bool> SpeaksDicomAsync(Subject subject, CancellationToken cancellationToken)
    {
        DicomClientOptions how = new() { AeTitle = subject.Options.Listener.AeTitle, ConnectTimeout = patience.Connection, AssociationTimeout = patience.Word };
        try
        {
            ClientAssociation association = await new DicomClient(how).RequestAsync(
                subject.Address, [ProposedContext.Uncompressed(Dicom.Dictionary.Uids.Verification)], cancellationToken);
            await using (association)
            {
                await association.ReleaseAsync(cancellationToken);
            }

            return true;
        }
        catch (DicomNetworkException e)
        {
            return e is AssociationRejectedException or AssociationAbortedException;
        }
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience.Word);
        return limit;
    }
}
