using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Conformance;

/// <summary>Section 4.2.1.3: what others may ask for.</summary>
internal static class AcceptorSection
{
    public static void Write(Markdown text, StatementFacts facts)
    {
        OfferedClass[] storage = [.. facts.Offered.Where(o => StorageClasses.Contains(o.SopClassUid))];
        text.Heading(5, "4.2.1.3 Associations that others ask for")
            .Paragraph("Of several transfer syntaxes in one presentation context the first that is not lossy is taken, and Explicit before Implicit VR Little Endian.")
            .Table(
                ["SOP class", "UID", "Transfer syntaxes", "Role", "Extended negotiation"],
                facts.Offered.Where(o => !storage.Contains(o)).Select(o => (IReadOnlyList<string>)[Names.Of(o.SopClassUid), o.SopClassUid, Names.Of(o.TransferSyntaxUids), Role(o), "none"]))
            .Heading(6, "4.2.1.3.1 Transfer syntaxes of storage")
            .Paragraph("Every Storage SOP class is taken in each of these. Compressed ones are on the list where this machine can decode their images; the list is of the machine that made this statement.")
            .Table(["Transfer syntax", "UID"], storage[0].TransferSyntaxUids.Select(t => (IReadOnlyList<string>)[Names.Of(t), t]))
            .Heading(6, "4.2.1.3.2 Storage SOP classes")
            .Paragraph("Conformance level 2 (full): all attributes are kept, private ones too. Role SCP, no extended negotiation. No element is coerced. Models run on what their manifests select; everything else is kept as long as `Retention` says and can be searched for.")
            .Table(["SOP class", "UID"], storage.Select(o => (IReadOnlyList<string>)[Names.Of(o.SopClassUid), o.SopClassUid]))
            .Heading(6, "4.2.1.3.3 Statuses of C-STORE and C-ECHO")
            .Table(["Status", "Meaning", "When"], StatusUses.Of("C-STORE", "C-ECHO"))
            .Heading(6, "4.2.1.3.4 C-FIND")
            .Paragraph("Study Root; levels STUDY, SERIES and IMAGE; configured peers only. Hierarchical searches; relational queries, fuzzy matching and date-time combined matching are not negotiated. Matching: single value, list of UIDs, wild card, "
                + "ranges of dates and times, universal; person names case-insensitively. Attributes of a level can be asked for at that level and below. Other keys are not matched and not returned (FF01H).")
            .Table(["Level", "Attributes (unique key first)"], new[] { QueryLevel.Study, QueryLevel.Series, QueryLevel.Image }.Select(l => (IReadOnlyList<string>)[$"{l}".ToUpperInvariant(), Attributes(l)]))
            .Table(["Status", "Meaning", "When"], StatusUses.Of("C-FIND"))
            .Heading(6, "4.2.1.3.5 Storage commitment")
            .Paragraph("As SCP: configured peers may ask for commitment to instances that they sent. Each file is read and its digest compared before the node commits; what is not here, is damaged or has another class is reported as a failure with its reason "
                + "(0112H, 0110H, 0119H). The report goes back on the same association if that lives, otherwise to the peer's configured host and port. As SCU: reports are taken on the association that asked, or on one that the archive asks for.")
            .Table(["Status", "Meaning", "When"], StatusUses.Of("N-ACTION", "N-EVENT-REPORT"));
    }

    private static string Role(OfferedClass offered) => (offered.AsScp, offered.AsScu) switch
    {
        (true, true) => "SCP, SCU",
        (true, false) => "SCP",
        _ => "SCU",
    };

    private static string Attributes(QueryLevel level) => string.Join(", ", QueryAttributes.Of(level).OrderByDescending(t => t == QueryAttributes.UniqueKey(level)).Select(Name));

    private static string Name(Tag tag) => $"{DicomDictionary.Find(tag)!.Name} {tag}";
}
