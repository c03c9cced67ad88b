using System.Reflection;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Conformance;

/// <summary>Sections 1 to 3: overview, contents, introduction.</summary>
internal static class OverviewSection
{
    public static void Write(Markdown text, StatementFacts facts)
    {
        string version = typeof(OverviewSection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        text.Heading(1, $"DICOM Conformance Statement: DicomNode {version}")
            .Paragraph("Made by `dicomnode conformance` from a configuration and from the program itself, in the structure of DICOM PS3.2. Research use; not a medical device.")
            .Heading(2, "1 Conformance statement overview")
            .Paragraph("DicomNode receives image series over the network, segments them with neural networks, and stores the results (segmentations, structure sets, measurement reports, previews) in archives. "
                + "It answers searches for what it holds and commits to keeping what was sent to it. It retrieves nothing for others, has no worklist, no performed procedure step, no printing and no media.")
            .Table(["Network service", "User of service (SCU)", "Provider of service (SCP)"], Services(facts))
            .Heading(2, "2 Table of contents")
            .Paragraph("1 Overview; 2 Contents; 3 Introduction; 4 Networking (4.1 implementation model, 4.2 AE specifications, 4.3 network interfaces, 4.4 configuration); 5 Media interchange; 6 Character sets; 7 Security; "
                + "8 Annexes (8.1 IOD contents, 8.2 private attributes, 8.3 coded terminology, 8.4 grayscale consistency, 8.5 standard extended, specialized and private SOP classes, 8.6 private transfer syntaxes); IHE integration statement.")
            .Heading(2, "3 Introduction")
            .Paragraph("For administrators and integrators who connect other equipment to the node. That two conformance statements fit together is necessary for working together, and not sufficient: it has to be tested. "
                + "`dicomnode doctor` asks a peer for each of the services and objects of this statement.")
            .Paragraph("Terms are those of PS3.1 to PS3.18. AE: application entity; SCU, SCP: service class user, provider. UIDs are named as in PS3.6.");
    }

    private static IEnumerable<IReadOnlyList<string>> Services(StatementFacts facts)
    {
        foreach (OfferedClass offered in facts.Offered.Where(o => !StorageClasses.Contains(o.SopClassUid)))
        {
            bool isQuery = offered.SopClassUid == QueryModel.StudyRoot.FindSopClassUid;
            yield return [Names.Of(offered.SopClassUid), "Yes", offered.AsScp ? isQuery ? "Yes, for configured peers" : "Yes" : "No"];
        }

        foreach (string sent in facts.Offered.Select(o => o.SopClassUid).Where(c => StorageClasses.Contains(c) && IsResult(c)))
        {
            yield return [Names.Of(sent), "Yes", "Yes"];
        }

        yield return [$"{facts.Offered.Count(o => StorageClasses.Contains(o.SopClassUid) && !IsResult(o.SopClassUid))} other Storage SOP classes (4.2.1.3.2)", "No", "Yes"];
        yield return ["Query/Retrieve MOVE and GET, Patient and Study Root; FIND, Patient Root", "Command line tools only", "No"];
        foreach (string none in new[] { Uids.ModalityWorklistInformationModelFind, Uids.ModalityPerformedProcedureStep })
        {
            yield return [Names.Of(none), "No", "No"];
        }
    }

    private static bool IsResult(string sopClassUid) => StatementFacts.Proposed.Any(p => p.SopClassUid == sopClassUid);
}
