using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>Answers proposed presentation contexts. Pure. PS3.8 §7.1.1.13–14.</summary>
internal static class Negotiation
{
    /// <summary>One result per proposal, in its order.</summary>
    /// <param name="accepts">Says of an abstract syntax whether there is a service for it.</param>
    /// <param name="preferred">Our transfer syntaxes, the best first; the first that a context proposes is taken.</param>
    public static IReadOnlyList<PresentationContextResult> Answer(
        IReadOnlyList<PresentationContext> proposed, Func<string, bool> accepts, IReadOnlyList<string> preferred)
    {
        PresentationContextResult[] results = new PresentationContextResult[proposed.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Answer(proposed[i], accepts, preferred);
        }

        return results;
    }

    private static PresentationContextResult Answer(PresentationContext context, Func<string, bool> accepts, IReadOnlyList<string> preferred)
    {
        if (!accepts(context.AbstractSyntax))
        {
            return Refused(context, ContextResult.AbstractSyntaxNotSupported);
        }

        string? chosen = context.AbstractSyntax == Uids.Verification
            ? context.TransferSyntaxes.FirstOrDefault(t => t is Uids.ImplicitVrLittleEndian or Uids.ExplicitVrLittleEndian)
            : preferred.FirstOrDefault(context.TransferSyntaxes.Contains);
        return chosen is null ? Refused(context, ContextResult.TransferSyntaxesNotSupported) : new(context.Id, ContextResult.Acceptance, chosen);
    }

    /// <summary>The transfer syntax of a refused context shall be there and is not significant.</summary>
    private static PresentationContextResult Refused(PresentationContext context, ContextResult result) =>
        new(context.Id, result, Uids.ImplicitVrLittleEndian);
}
