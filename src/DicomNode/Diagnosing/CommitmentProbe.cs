using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;

namespace DicomNode.Diagnosing;

/// <summary>Storage commitment both ways: the request there, and the report back, which most archives bring on an association of their own.</summary>
internal sealed class CommitmentProbe(ICommitmentDesk desk, Patience patience)
{
    /// <param name="stored">A test object that it took a moment ago; null: it is asked about one that nobody has, which it has to disown.</param>
    public async Task<Finding> AskAsync(Subject subject, ResultObject? stored, CancellationToken cancellationToken)
    {
        if (subject.Peer.Proof != ProofOfStorage.Commitment)
        {
            return Finding.Skipped($"Not asked: {subject.Key}:Proof is {subject.Peer.Proof}.");
        }

        SopReference asked = stored is null
            ? new(Uids.SecondaryCaptureImageStorage, ResultUids.Derive("an instance that nobody has"))
            : new(stored.SopClassUid, stored.SopInstanceUid);
        try
        {
            return await desk.CommitAsync(subject.Peer, [asked], patience.Report, cancellationToken) is { } report ? Reported(report, stored is not null) : Silent(subject);
        }
        catch (PresentationContextRefusedException)
        {
            return Finding.Failed(
                "It knows no storage commitment.", Advice.Both($"{subject.Key}:Proof Query or None, because with Commitment nothing that it took is ever proved, and so ever removed here.", "enable Storage Commitment (Push Model). DCMTK's servers have none."));
        }
        catch (CommitmentRefusedException e)
        {
            return Finding.Failed($"It answers the request with {e.Status}.", Advice.There($"mostly it does not know where to report to: enter this node, {subject.HowToEnterUs}"));
        }
        catch (DicomNetworkException e)
        {
            return Finding.Failed($"It cannot be asked for storage commitment. {e.Message}", Advice.There("look into its log."));
        }
    }

    private static Finding Reported(CommitmentReport report, bool isThere) => report.Failed.Count == 0
        ? isThere
            ? Finding.Passed("Its report reached us: it commits to the test object.")
            : Finding.Warned("Its report reached us: it commits to an instance that nobody ever stored. What it says proves nothing.", Advice.There("tell its maker."))
        : isThere
            ? Finding.Failed($"Its report reached us: it does not commit to the test object that it took ({report.Failed[0].Reason:X4}H, {report.Failed[0].Meaning}).", Advice.There("look into its log; results that it disowns are sent again."))
            : Finding.Passed($"Its report reached us: it disowns an instance that nobody has ({report.Failed[0].Reason:X4}H), as it should. The way back works.");

    private Finding Silent(Subject subject) => desk.Deafness is { } deafness
        ? Finding.Warned($"It took the request. Whether its report comes back cannot be seen from here: {deafness}.", Advice.Here("ask the running node."))
        : Finding.Failed(
            string.Create(CultureInfo.InvariantCulture, $"It took the request, and no report came back within {patience.Report.TotalSeconds:0} s: it cannot call us, or it is slow."),
            Advice.Both("may it call in? Listener:Address and Listener:Port, and the firewall of this machine.", $"it reports on an association of its own to the address that it has for us: {subject.HowToEnterUs}"));
}
