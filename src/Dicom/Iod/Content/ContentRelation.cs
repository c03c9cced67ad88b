namespace DicomNode.Dicom.Iod.Content;

/// <summary>How a content item stands to the one above it. PS3.3 §C.17.3.2.4.</summary>
internal enum ContentRelation
{
    Contains,
    HasObservationContext,
    HasConceptModifier,
}
