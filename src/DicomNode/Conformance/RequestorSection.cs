using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.Sending;

namespace DicomNode.Conformance;

/// <summary>Section 4.2.1.4: what the node asks of others.</summary>
internal static class RequestorSection
{
    private static readonly ushort[] s_answers = [0x0000, 0x0110, 0x0111, 0x0117, 0x0122, 0x0124, 0x0211, 0xA700, 0xA900, 0xB000, 0xB006, 0xB007, 0xC000];

    public static void Write(Markdown text, StatementFacts facts)
    {
        IReadOnlySet<string> sent = facts.Sent;
        text.Heading(5, "4.2.1.4 Associations that the node asks for")
            .Paragraph("A presentation context for each pair of SOP class and transfer syntax. Results go out uncompressed unless the profile of the peer asks for compressed frames; what the peer refuses is sent in the next form that its configuration allows. "
                + "\"Sent\" says whether a route of this configuration sends such objects to anybody.")
            .Table(
                ["SOP class", "UID", "Transfer syntaxes", "Role", "Sent"],
                StatementFacts.Proposed.GroupBy(p => p.SopClassUid).Select(c => (IReadOnlyList<string>)[Names.Of(c.Key), c.Key, Names.Of(c.SelectMany(p => p.TransferSyntaxUids).Distinct()), "SCU", sent.Contains(c.Key) ? "yes" : "no"]))
            .Table(
                ["SOP class", "UID", "Transfer syntaxes", "Role", "What for"],
                new[]
                {
                    (ProposedContext.Uncompressed(Uids.Verification), "SCU", "an operator's question"),
                    (ProposedContext.Uncompressed(QueryModel.StudyRoot.FindSopClassUid), "SCU", "number of instances of a series; proof that an instance is held"),
                    (ClientAssociation.CommitmentContext, "SCU", "commitment to results"),
                    (ClientAssociation.CommitmentReportContext, "SCP", "reports to those who asked the node for commitment"),
                }.Select(c => (IReadOnlyList<string>)[Names.Of(c.Item1.SopClassUid), c.Item1.SopClassUid, Names.Of(c.Item1.TransferSyntaxUids), c.Item2, c.Item3]))
            .Heading(6, "4.2.1.4.1 What becomes of a result, by the status of the peer")
            .Table(["Status", "Meaning", "Behaviour"], s_answers.Select(code => (IReadOnlyList<string>)[$"{code:X4}H", new DimseStatus(code).Meaning, Behaviour(new(code))]))
            .Paragraph($"Rejected associations that are transient, aborts, lost connections and time-outs are tried again, after {facts.Options.Delivery.FirstRetryDelay} at first and {facts.Options.Delivery.MaxRetryDelay} at most, for {facts.Options.Delivery.GiveUpAfter}; "
                + "permanent rejections wait for an operator. An instance that may have arrived in an attempt whose answer was lost counts as stored when the peer answers 0111H to the next.");
        NetworkSection.WriteInterfaces(text, facts);
    }

    private static string Behaviour(DimseStatus status)
    {
        DeliveryVerdict verdict = DeliveryVerdict.Of(new StoreResponse(status, null), mayHaveLanded: false);
        string outcome = verdict.Outcome switch
        {
            DeliveryOutcome.Delivered => "delivered",
            DeliveryOutcome.DeliveredWithWarning => "delivered; the warning is kept with it",
            DeliveryOutcome.TryAgain => "tried again later",
            _ => "given up: it waits for an operator",
        };
        return verdict.IsRefusalOfTheObject ? $"{outcome}; before that the next form of the result, where the peer may have several" : outcome;
    }
}
