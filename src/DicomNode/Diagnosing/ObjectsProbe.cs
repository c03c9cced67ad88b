using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Segmenting;
using DicomNode.Sending;

namespace DicomNode.Diagnosing;

/// <summary>Asks a peer for each class and encoding that results would be sent in, by the proposal that results are sent with.</summary>
internal sealed class ObjectsProbe(AssociationProbe associations)
{
    /// <returns>A finding for each kind of object, by its name.</returns>
    public async Task<IReadOnlyList<(string Name, Finding Finding)>> AskAsync(Subject subject, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<ResultSpec>> sent = SentObjects.Of(subject.Peer, subject.Options);
        string[] classes = [.. sent.SelectMany(c => c).Select(s => s.SopClassUid).Distinct(StringComparer.Ordinal)];
        try
        {
            await using ClientAssociation association = await associations.RequestAsync(
                subject, ResultAssociation.Propose(classes, Receiver.Of(subject.Peer).Profile), ClientServices.None, cancellationToken);
            var found = sent.Select(choices => ($"object {ResultKinds.NameOf(choices[0].Kind)}", Judge(choices, association.AcceptedTransferSyntaxes, subject))).ToArray();
            await association.ReleaseAsync(cancellationToken);
            return found;
        }
        catch (DicomNetworkException e)
        {
            return [("objects", await associations.FailedAsync(e, subject, cancellationToken))];
        }
    }

    /// <summary>Pure.</summary>
    /// <param name="choices">The forms of an object, the preferred one first.</param>
    /// <param name="accepted">By SOP class: the transfer syntaxes that it is taken in; none: it is refused.</param>
    internal static Finding Judge(IReadOnlyList<ResultSpec> choices, Func<string, IReadOnlyList<string>> accepted, Subject subject)
    {
        string[] classes = [.. choices.Select(c => c.SopClassUid).Distinct(StringComparer.Ordinal)];
        string? taken = Array.Find(classes, c => accepted(c).Count > 0);
        string[] refused = [.. classes.TakeWhile(c => c != taken)];
        if (taken is null)
        {
            string kind = string.Join(" and ", choices.Select(c => ResultKinds.NameOf(c.Kind)).Distinct());
            return Finding.Failed(
                $"{kind} is refused: it does not take {string.Join(" nor ", refused.Select(Named))}. Results of this kind for {subject.Peer.Name} become dead letters.",
                Advice.Both(
                    $"if it never will, send it something else: {subject.Key}:Receives:FirstOf, or leave {kind} out of the Outputs of its routes.",
                    $"enable the storage class {string.Join(" or ", refused)}. Orthanc and storescp take what their version of DCMTK knows (Orthanc: UnknownSopClassAccepted; storescp: the profile of --config-file)."));
        }

        string text = $"{Named(taken)} is taken in {string.Join(", ", accepted(taken).Select(Short))}."
            + (refused.Length == 0 ? "" : $" {string.Join(" and ", refused.Select(Named))}, which would come first, is refused: this is sent instead.");
        return taken == Uids.RtStructureSetStorage && !accepted(taken).Contains(Uids.ImplicitVrLittleEndian)
            ? Finding.Warned($"{text} A contour of more than 64 KiB can only be written in Implicit VR Little Endian, and would become a dead letter.", Advice.There("let it take Implicit VR Little Endian too, which every DICOM application has to (PS3.5 10.1)."))
            : Finding.Passed(text);
    }

    private static string Named(string sopClassUid) => $"{Short(sopClassUid)} ({sopClassUid})";

    private static string Short(string uid) => DicomDictionary.FindUid(uid)?.Name ?? uid;
}
