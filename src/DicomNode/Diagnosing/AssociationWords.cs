using System.Globalization;
using DicomNode.Dicom.Network;

namespace DicomNode.Diagnosing;

/// <summary>Why an association did not come about, and who has to change what. Pure.</summary>
internal static class AssociationWords
{
    /// <summary>It is not known yet what listens there: a look at the port says more than the failure.</summary>
    public static bool NeedsALook(DicomNetworkException failure) =>
        failure is DicomProtocolException or AssociationTimeoutException or ConnectionLostException { WasRefusedByTls: false };

    /// <param name="heard">What the port says, when <see cref="NeedsALook"/>.</param>
    public static Finding Of(DicomNetworkException failure, Subject subject, PortSpeech? heard) => failure switch
    {
        AssociationRejectedException rejected => OfRejected(rejected, subject),
        AssociationAbortedException aborted => Finding.Failed(
            $"It aborted the association instead of answering (source {aborted.AbortSource}, reason {aborted.Reason}).",
            Advice.There($"its log says why. Many archives do so with callers whose AE title or address they do not know: enter this node there, {subject.HowToEnterUs}")),
        ConnectionLostException { WasRefusedByTls: true } lost => Finding.Failed(lost.Message, TlsAdvice.Of(lost.Message, subject)),
        _ when heard is { Speaker: not (Speaker.Nobody or Speaker.Dicom) } => OfStranger(heard, subject),
        AssociationTimeoutException => Finding.Failed(
            $"It takes the connection and does not answer to an association: {failure.Message}",
            Advice.Both($"is {subject.Key}:Port its DICOM port?", "is the service busy or hung? Some look up the name of every caller first and wait for the name server.")),
        ConnectionLostException => Finding.Failed(
            "It takes the connection and closes it when an association is asked for, without a word.",
            Advice.Both($"is {subject.Key}:Port its DICOM port, and does it want TLS there ({subject.Key}:Tls)?", $"does it, or a firewall in front of it, let only known addresses in? {subject.HowToEnterUs}")),
        DicomProtocolException => Finding.Failed($"What it answers is not DICOM. {failure.Message}", Advice.Here($"is {subject.Key}:Port its DICOM port?")),
        _ => Finding.Failed(failure.Message, Advice.Both($"compare {subject.Key} with what its administrator says.", "look into its log.")),
    };

    private static Finding OfStranger(PortSpeech heard, Subject subject) => heard.Speaker == Speaker.Tls
        ? Finding.Failed(
            $"It does not answer to plain DICOM. {heard.Sentence}",
            Advice.Both($"if it is its DICOM port, set {subject.Key}:Tls; otherwise {subject.Key}:Port is another service's.", "Orthanc: DicomTlsEnabled; DCMTK: +tls."))
        : Finding.Failed(
            $"No DICOM on port {subject.Peer.Port}. {heard.Sentence}",
            Advice.Both($"set {subject.Key}:Port to its DICOM port.", "which is it? Orthanc: DicomPort (4242 when it is not set), 8042 is its web port; DCMTK: the last argument of storescp; otherwise often 104 or 11112."));

    private static Finding OfRejected(AssociationRejectedException rejected, Subject subject)
    {
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{rejected.Result}/{rejected.RejectSource}/{rejected.Reason}");
        string aet = subject.Peer.AeTitle, own = subject.Options.Listener.AeTitle;
        return (rejected.RejectSource, rejected.Reason) switch
        {
            (1, 7) => Finding.Failed(
                $"It speaks DICOM and does not answer to the AE title {aet} (called AE title not recognized, {numbers}).",
                Advice.Both(
                    $"{subject.Key}:AeTitle has to be its own title, letter by letter.",
                    "which title has it? Orthanc: DicomAet (looked at with DicomCheckCalledAet); dcmqrscp: a line of AETable; otherwise the title of its storage service (Storage SCP).")),
            (1, 3) => Finding.Failed(
                $"It does not know us: our AE title {own} is not entered there (calling AE title not recognized, {numbers}).",
                Advice.Both("Listener:AeTitle is the title that we call by.", $"enter this node, {subject.HowToEnterUs}")),
            (1, 1) or (2, 1) => Finding.Failed(
                $"It rejects us and does not say why ({numbers}).",
                Advice.Both($"compare {subject.Key}:AeTitle with its own title.", $"mostly the caller is not entered, by its title or its address: {subject.HowToEnterUs} DCMTK's storescp does so with --refuse.")),
            (1, 2) or (2, 2) => Finding.Failed(
                $"It does not take the DICOM application context or protocol version ({numbers}); there is only one of each.", Advice.Here($"is {subject.Key}:Port really an archive's? Look into its log.")),
            (3, 1) or (3, 2) => Finding.Failed(
                $"It takes no further association now ({(rejected.Reason == 2 ? "local limit exceeded" : "temporary congestion")}, {numbers}). Results wait and are offered again by themselves.",
                Advice.There("let it take more at once, or wait until others are done: Orthanc DicomThreadsCount; dcmqrscp MaxAssociations.")),
            _ => Finding.Failed($"It rejects us for a reason that the standard does not know ({numbers}).", Advice.There("look into its log.")),
        };
    }
}
