using DicomNode.Configuration;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.Querying;

namespace DicomNode.Diagnosing;

/// <summary>Searches a peer (C-FIND) the way the node does: the number of instances of a series, which is what closes series early; and an instance, which is proof.</summary>
internal sealed class QueryProbe(PeerQuery query)
{
    /// <param name="stored">A test object that it took a moment ago.</param>
    public async Task<Finding> AskAsync(Subject subject, ResultObject? stored, CancellationToken cancellationToken)
    {
        PeerOptions peer = subject.Peer;
        if (!peer.Query && peer.Proof != ProofOfStorage.Query)
        {
            return Finding.Skipped($"Not asked: {subject.Key}:Query is false. A sender that answers C-FIND has its series closed as soon as all of it is here.");
        }

        string nobody = ResultUids.Derive("a series that nobody has");
        try
        {
            int? count = await query.CountInstancesAsync(peer, nobody, nobody, cancellationToken);
            string text = count is null
                ? "It answers C-FIND: a series that nobody has is not found, as it should be."
                : "It answers C-FIND and finds something of a series that nobody has: it does not look at the Series Instance UID.";
            return count is not null
                ? Finding.Warned(text, Advice.Here($"set {subject.Key}:Query to false; its counts would be wrong."))
                : stored is null || peer.Proof != ProofOfStorage.Query ? Finding.Passed(text) : await ProveAsync(subject, stored, text, cancellationToken);
        }
        catch (PresentationContextRefusedException)
        {
            return Finding.Failed(
                "It takes no searches of the study root model (C-FIND).",
                Advice.Both($"set {subject.Key}:Query to false: series from it then close after Assembling:QuietPeriod.", "enable Query/Retrieve (Study Root FIND). storescp has none."));
        }
        catch (QueryFailedException e)
        {
            return Finding.Failed($"It refuses the search. {e.Message}", Permission(subject));
        }
        catch (DicomNetworkException e)
        {
            return Finding.Failed($"The search failed. {e.Message}", Permission(subject));
        }
    }

    private static string Permission(Subject subject) => Advice.Both(
        $"if it shall not be searched, set {subject.Key}:Query to false.", $"let this node search: Orthanc DicomAlwaysAllowFind, or the modality and its AllowFind: {subject.HowToEnterUs}");

    private async Task<Finding> ProveAsync(Subject subject, ResultObject stored, string text, CancellationToken cancellationToken)
    {
        InstanceUids uids = new(stored.DataSet.GetString(Dicom.Dictionary.Tags.StudyInstanceUid)!, stored.DataSet.GetString(Dicom.Dictionary.Tags.SeriesInstanceUid)!, stored.SopInstanceUid);
        IReadOnlySet<string> held = await query.HeldAsync(subject.Peer, [uids], cancellationToken);
        return held.Contains(stored.SopInstanceUid)
            ? Finding.Passed($"{text} It lists the test object: {subject.Key}:Proof Query will prove what is stored.")
            : Finding.Warned($"{text} It took the test object and does not list it yet.", Advice.Both($"ask again in a minute; if it never does, {subject.Key}:Proof cannot be Query.", "some index what they took only after a while, or after somebody looked at it."));
    }
}
