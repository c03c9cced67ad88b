using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Network;
using DicomNode.Segmenting;
using DicomNode.Sending;

namespace DicomNode.Diagnosing;

/// <summary>
/// Stores one small object at a peer: the first of those that routes send and that it takes. It is of a patient DICOMNODE^TEST, has the same UIDs each time (so there is never
/// more than one of a kind to delete), and whoever may delete at the archive has to delete it.
/// </summary>
internal sealed class StoreTrial(AssociationProbe associations)
{
    /// <returns>What was stored, when something was.</returns>
    public async Task<(Finding Finding, ResultObject? Stored)> StoreAsync(Subject subject, CancellationToken cancellationToken)
    {
        SampleResults samples = new($"doctor {subject.Options.Listener.AeTitle}", cancellationToken);
        ResultSpec[] specs = [.. SentObjects.Of(subject.Peer, subject.Options).SelectMany(c => c)];
        try
        {
            await using ClientAssociation association = await associations.RequestAsync(
                subject, ResultAssociation.Propose([.. specs.Select(s => s.SopClassUid).Distinct()], Configuration.Receiver.Of(subject.Peer).Profile), ClientServices.None, cancellationToken);
            if (Array.Find(specs, s => Encodings(association, s).Any()) is not { } spec)
            {
                return (Finding.Failed("Nothing could be stored: it takes none of the objects in an encoding that this test writes.", Advice.There("enable the storage classes that are refused above.")), null);
            }

            ResultObject made = samples.Of(spec);
            TransferSyntax syntax = Encodings(association, spec).First();
            using MemoryStream bytes = new(DataSetWriter.ToArray(made.DataSet, syntax));
            StoreResponse response = await association.StoreAsync(new(made.SopClassUid, made.SopInstanceUid, syntax.Uid, bytes), cancellationToken);
            await association.ReleaseAsync(cancellationToken);
            return Judge(response, made);
        }
        catch (DicomNetworkException e)
        {
            return (Finding.Failed($"The test object could not be stored. {e.Message}", Advice.There("look into its log for the moment of this call.")), null);
        }
    }

    private static IEnumerable<TransferSyntax> Encodings(ClientAssociation association, ResultSpec spec) =>
        OtherEncoding.Uncompressed.Where(t => association.Accepts(spec.SopClassUid, t.Uid));

    private static (Finding Finding, ResultObject? Stored) Judge(StoreResponse response, ResultObject made)
    {
        string what = $"A test object ({ResultKinds.NameOf(made.Kind)}, {DicomDictionary.FindUid(made.SopClassUid)!.Name}, patient DICOMNODE^TEST, study {made.DataSet.GetString(Tags.StudyInstanceUid)})";
        DeliveryVerdict verdict = DeliveryVerdict.Of(response, mayHaveLanded: true); // an earlier test may have left it there
        return verdict.Outcome switch
        {
            DeliveryOutcome.Delivered => (new(StepOutcome.Passed, $"{what} is stored{(verdict.Reason is null ? "" : ": it was there from an earlier test")}.", Advice.There("delete it when you have looked at it.")), made),
            DeliveryOutcome.DeliveredWithWarning => (Finding.Warned($"{what} is stored. {verdict.Reason}", Advice.There("its log says what it changed; delete the object when you have looked at it.")), made),
            DeliveryOutcome.TryAgain => (Finding.Failed($"{what} is not stored. {verdict.Reason}", Advice.There("mostly its disk is full or its database does not answer. Results wait and are offered again by themselves.")), null),
            _ => (Finding.Failed($"{what} is not stored. {verdict.Reason}", Advice.There("results become dead letters until its log's cause is mended.")), null),
        };
    }
}
