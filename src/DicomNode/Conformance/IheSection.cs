namespace DicomNode.Conformance;

/// <summary>The IHE integration statement.</summary>
internal static class IheSection
{
    public static void Write(Markdown text) => text
        .Heading(2, "IHE Integration Statement")
        .Paragraph("What follows was compared with the profiles by its makers. It was not tested at a Connectathon.")
        .Table(["Profile", "Actor", "Options", "Remarks"],
        [
            [
                "AI Results (AIR, Radiology)", "Evidence Creator", "Measurements; Segmentation",
                "Root results are TID 1500 reports (Comprehensive 3D SR) that name the algorithm (TID 1002 observer context, device) and refer to the segmentation and the source images; structures carry tracking identifiers. "
                + "Stored by C-STORE; storage commitment where the archive offers it. Not claimed: Qualitative Findings, Locations, Regions, Parametric Maps, Derived Images.",
            ],
        ])
        .Paragraph("Not claimed: Scheduled Workflow (no worklist, no performed procedure step); AI Workflow for Imaging (no unified procedure step); Imaging Object Change Management (the node sends rejection notes for results of its own "
            + "that newer ones replace, and offers none of the other transactions); Audit Trail and Node Authentication (its messages and TLS are described in section 7, the actor is not claimed); Consistent Time.");
}
