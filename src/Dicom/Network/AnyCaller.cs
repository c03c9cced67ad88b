namespace DicomNode.Dicom.Network;

/// <summary>Accepts everybody: for tests and closed networks.</summary>
public sealed class AnyCaller : IAssociationPolicy
{
    public AssociationVerdict Decide(AssociationAttempt attempt) => AssociationVerdict.Accept;
}
