using System.Net.Sockets;
using DicomNode.Dicom.Network.Security;
using DicomNode.Security;

namespace DicomNode.Diagnosing;

/// <summary>Agrees on TLS as the node would, with its certificate and authorities, and shows what the other side showed.</summary>
internal sealed class TlsProbe(NodeCertificates certificates, PortProbe port, Patience patience)
{
    public async Task<Finding> AgreeAsync(Subject subject, CancellationToken cancellationToken)
    {
        if (certificates.SecureAsync(subject.Peer) is not { } secureAsync)
        {
            return Finding.Skipped($"Not asked: {subject.Key}:Tls is not set, the peer is called in plain text.");
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience.Association);
        using Socket socket = new(subject.EndPoint!.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(subject.EndPoint, limit.Token);
            await using Stream tls = await secureAsync(new NetworkStream(socket), limit.Token);
            return PeerSecurity.Of(tls) is { } agreed
                ? Finding.Passed($"{agreed.Protocol} with {agreed.CipherSuite}.{Shown(agreed.Certificate)}")
                : Finding.Passed("TLS is agreed on.");
        }
        catch (TlsHandshakeException e)
        {
            return await RefusedAsync(subject, e, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return Finding.Failed($"The connection broke in the TLS handshake ({e.Message.TrimEnd('.')}).", Advice.There("look into its log: TLS servers that turn somebody away often just close."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            PortSpeech speech = await port.ListenAsync(subject, plain: true, cancellationToken);
            return Finding.Failed($"It does not answer in TLS. {speech.Sentence}", PlainAdvice(subject, speech));
        }
    }

    private async Task<Finding> RefusedAsync(Subject subject, TlsHandshakeException refused, CancellationToken cancellationToken)
    {
        string text = $"No TLS: {refused.Message}.{Shown(refused.Shown)}";
        if (refused.Shown is not null || refused.Message.Contains("our certificate", StringComparison.Ordinal))
        {
            return Finding.Failed(text, TlsAdvice.Of(refused.Message, subject));
        }

        PortSpeech speech = await port.ListenAsync(subject, plain: true, cancellationToken);
        return Finding.Failed(
            $"{text} {(speech.Speaker == Speaker.Nobody ? "" : speech.Sentence)}".TrimEnd(), speech.Speaker == Speaker.Tls ? TlsAdvice.Of(refused.Message, subject) : PlainAdvice(subject, speech));
    }

    private static string PlainAdvice(Subject subject, PortSpeech speech) => speech.Speaker is Speaker.Dicom
        ? Advice.Both($"set {subject.Key}:Tls to false, or {subject.Key}:Port to its port for TLS (2762 is registered).", "or switch TLS on: Orthanc DicomTlsEnabled, DCMTK +tls.")
        : Advice.Here($"{subject.Key}:Port is not its DICOM port for TLS.");

    private static string Shown(PeerCertificate? certificate) => certificate is null ? "" : $" It showed the certificate {certificate.Subject}, SHA-256 {certificate.Sha256}.";
}
