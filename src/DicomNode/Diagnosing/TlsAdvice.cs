namespace DicomNode.Diagnosing;

/// <summary>What to change when TLS fails, by the reason that the handshake gave. Pure.</summary>
internal static class TlsAdvice
{
    /// <param name="reason">The sentence of src/Dicom/Network/Security.</param>
    public static string Of(string reason, Subject subject)
    {
        string authorities = subject.Peer.Tls?.Authorities is null ? "Listener:Tls:Authorities" : $"{subject.Key}:Tls:Authorities";
        string own = subject.Peer.Tls?.Certificate is null ? "Listener:Tls:Certificate" : $"{subject.Key}:Tls:Certificate";
        return reason switch
        {
            _ when Says("is from nobody who is trusted") =>
                Advice.Both($"if the fingerprint is the one that its administrator names, add the certificate of the authority that signed it to {authorities}.", "intermediate certificates belong into its own certificate file."),
            _ when Says("expired on") || Says("was signed by one that is not valid") => Advice.There("it needs a new certificate; or the clock of one of the two machines is wrong."),
            _ when Says("is not valid before") => Advice.Both("is the clock of this machine right?", "is its clock right? Otherwise wait until that time, or put a certificate in place that is valid now."),
            _ when Says("and not for") => Advice.Both($"set {subject.Key}:Tls:HostName to a name in its certificate, or {subject.Key}:Host to that name.", "or have a certificate made for the name that others call it by."),
            _ when Says("is not made for TLS") => Advice.There("its certificate needs the extended key usage serverAuth."),
            _ when Says("does not trust our certificate") => Advice.Both($"which certificate is shown stands in {own}.", "it needs the certificate of the authority that signed ours: Orthanc DicomTlsTrustedCertificates, DCMTK +cf FILE."),
            _ when Says("requires a certificate") || Says("we have none for it") || Says("that we did not show") =>
                Advice.Both($"give the node a certificate: {own} and its Key.", "or have it ask for none: Orthanc DicomTlsRemoteCertificateRequired false, DCMTK -ic."),
            _ when Says("our certificate has expired") => Advice.Here($"renew the certificate in {own}."),
            _ when Says("our certificate") => Advice.Both($"look at the certificate in {own}: dates, extended key usage clientAuth, key type.", "its log says what it did not like; it needs the certificate of the authority that signed ours."),
            _ when Says("cipher suite") || Says("TLS newer") || Says("TLS 1.2 or 1.3") || Says("too short") || Says("too weak") =>
                Advice.There("it is too old for BCP 195 (TLS 1.2 with ECDHE and AES-GCM): an update, a certificate with a longer key, or the plain port in a closed network."),
            _ => Advice.There("look into its log for the moment of this call."),
        };

        bool Says(string part) => reason.Contains(part, StringComparison.Ordinal);
    }
}
