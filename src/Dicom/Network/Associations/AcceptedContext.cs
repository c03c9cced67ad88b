using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>A presentation context that the peer accepted.</summary>
internal sealed record AcceptedContext(byte Id, string SopClassUid, string TransferSyntaxUid)
{
    /// <summary>The accepted of the proposed contexts, in their order. A transfer syntax that was not proposed is no acceptance.</summary>
    public static IReadOnlyList<AcceptedContext> Match(IReadOnlyList<PresentationContext> proposed, IReadOnlyList<PresentationContextResult> results) =>
    [
        .. from context in proposed
           from result in results
           where result.Id == context.Id && result.Result == ContextResult.Acceptance && context.TransferSyntaxes.Contains(result.TransferSyntax)
           select new AcceptedContext(context.Id, context.AbstractSyntax, result.TransferSyntax),
    ];
}
