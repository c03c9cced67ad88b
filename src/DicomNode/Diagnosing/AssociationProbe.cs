using System.Globalization;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;

namespace DicomNode.Diagnosing;

/// <summary>Asks for an association as the node does, and whether the peer is there (C-ECHO).</summary>
internal sealed class AssociationProbe(PeerClient client, PortProbe port, Patience patience, TimeProvider clock)
{
    public async Task<(Finding Association, Finding Echo)> RunAsync(Subject subject, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        try
        {
            await using ClientAssociation association = await RequestAsync(subject, [ProposedContext.Uncompressed(Uids.Verification)], ClientServices.None, cancellationToken);
            subject.Negotiated = association.Negotiated;
            return (Accepted(subject, clock.GetElapsedTime(start)), await EchoAsync(association, subject, cancellationToken));
        }
        catch (DicomNetworkException e)
        {
            return (await FailedAsync(e, subject, cancellationToken), Finding.Skipped("Not asked: there is no association."));
        }
    }

    /// <exception cref="DicomNetworkException">There is none.</exception>
    public Task<ClientAssociation> RequestAsync(Subject subject, IReadOnlyList<ProposedContext> contexts, ClientServices services, CancellationToken cancellationToken) => client.RequestAsync(
        subject.Peer, client.HowTo(subject.Peer) with { ConnectTimeout = patience.Association, AssociationTimeout = patience.Association }, contexts, services, cancellationToken);

    /// <summary>What a failure means, after a look at the port where that is needed.</summary>
    public async Task<Finding> FailedAsync(DicomNetworkException failure, Subject subject, CancellationToken cancellationToken)
    {
        PortSpeech? heard = AssociationWords.NeedsALook(failure) && subject.Peer.Tls is null ? await port.ListenAsync(subject, plain: false, cancellationToken) : null;
        return AssociationWords.Of(failure, subject, heard);
    }

    private Finding Accepted(Subject subject, TimeSpan took)
    {
        NegotiatedPeer peer = subject.Negotiated!;
        string software = peer.ImplementationVersionName.Length > 0 ? peer.ImplementationVersionName : peer.ImplementationClassUid;
        string pdu = peer.MaxPduLength == 0 ? "messages in pieces of any length" : string.Create(CultureInfo.InvariantCulture, $"messages in pieces of {peer.MaxPduLength} bytes at most");
        string text = $"{subject.Peer.AeTitle} accepts us as {subject.Options.Listener.AeTitle}: {(software.Length == 0 ? "a software without a name" : software)}, {pdu}, "
            + (peer.OperationsInvoked == 1 ? "one operation at a time." : "several operations at a time, of which this node uses one.");
        return took < patience.Slow
            ? Finding.Passed(text)
            : Finding.Warned(
                string.Create(CultureInfo.InvariantCulture, $"{text} That took {took.TotalSeconds:0.0} s."),
                Advice.There("every delivery waits so long. Often the archive looks up the name of the caller: give this machine a name in its name server or in its hosts file."));
    }

    private static async Task<Finding> EchoAsync(ClientAssociation association, Subject subject, CancellationToken cancellationToken)
    {
        try
        {
            DimseStatus status = await association.EchoAsync(cancellationToken);
            await association.ReleaseAsync(cancellationToken);
            return status.Category == DimseStatusCategory.Success
                ? Finding.Passed("It answers C-ECHO with success.")
                : Finding.Warned($"It answers C-ECHO with {status}.", Advice.There("look into its log; storing may work nevertheless."));
        }
        catch (PresentationContextRefusedException)
        {
            return Finding.Warned("It accepts the association and does not take C-ECHO (Verification).", Advice.There("Verification is asked of every DICOM server; storing may work nevertheless."));
        }
        catch (AssociationAbortedException)
        {
            return Finding.Failed("It accepts the association and aborts it at C-ECHO.", Advice.There($"Orthanc does so with callers that it does not know: enter this node, {subject.HowToEnterUs}"));
        }
        catch (DicomNetworkException e)
        {
            return Finding.Failed($"It accepts the association and fails at C-ECHO. {e.Message}", Advice.There("look into its log."));
        }
    }
}
