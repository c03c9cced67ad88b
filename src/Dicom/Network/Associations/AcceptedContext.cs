using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>A presentation context that both sides agreed on.</summary>
internal sealed record AcceptedContext(byte Id, string SopClassUid, string TransferSyntaxUid)
{
    /// <summary>The accepted of the proposed contexts, in their order. A transfer syntax that was not proposed is no acceptance.</summary>
    public static IReadOnlyList<AcceptedContext> Match(IReadOnlyList<PresentationContext> proposed, IReadOnlyList<PresentationContextResult> results) =>
    [
        .. from context in proposed
           let result = results.FirstOrDefault(r => r.Id == context.Id)
           where result is { Result: ContextResult.Acceptance } && context.TransferSyntaxes.Contains(result.TransferSyntax)
           select new AcceptedContext(context.Id, context.AbstractSyntax, result.TransferSyntax),
    ];
}
