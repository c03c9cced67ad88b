using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>Answers proposed presentation contexts and roles. Pure. PS3.8 §7.1.1.13–14, PS3.7 §D.3.3.4.</summary>
internal static class Negotiation
{
    /// <summary>One result per proposal, in its order.</summary>
    /// <param name="roles">What the requestor proposed; a class without a proposal has the default roles, requestor SCU and acceptor SCP.</param>
    /// <param name="serves">What we do for an abstract syntax; null: nothing.</param>
    public static IReadOnlyList<PresentationContextResult> Answer(
        IReadOnlyList<PresentationContext> proposed, IReadOnlyList<RoleSelection> roles, Func<string, ServedClass?> serves)
    {
        PresentationContextResult[] results = new PresentationContextResult[proposed.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Answer(proposed[i], RoleOf(proposed[i].AbstractSyntax, roles), serves);
        }

        return results;
    }

    /// <summary>One answer per class that has a proposal and a service.</summary>
    public static IReadOnlyList<RoleSelection> AnswerRoles(IReadOnlyList<RoleSelection> proposed, Func<string, ServedClass?> serves) =>
    [
        .. from role in proposed.DistinctBy(r => r.SopClassUid, StringComparer.Ordinal)
           let served = serves(role.SopClassUid)
           where served is not null
           select Agreed(role, served),
    ];

    private static PresentationContextResult Answer(PresentationContext context, RoleSelection? role, Func<string, ServedClass?> serves)
    {
        if (serves(context.AbstractSyntax) is not { } served)
        {
            return Refused(context, ContextResult.AbstractSyntaxNotSupported);
        }

        // without a proposal the class decides: a peer that reports a commitment often forgets to say that it is the SCP
        if (role is not null && Agreed(role, served) is { Scu: false, Scp: false })
        {
            return Refused(context, ContextResult.UserRejection);
        }

        string? chosen = served.ChooseTransferSyntax(context.TransferSyntaxes);
        return chosen is null ? Refused(context, ContextResult.TransferSyntaxesNotSupported) : new(context.Id, ContextResult.Acceptance, chosen);
    }

    private static RoleSelection? RoleOf(string sopClassUid, IReadOnlyList<RoleSelection> roles) => roles.FirstOrDefault(r => r.SopClassUid == sopClassUid);

    /// <summary>The requestor may be SCU where we are SCP, and SCP where we are SCU.</summary>
    private static RoleSelection Agreed(RoleSelection role, ServedClass served) =>
        new(role.SopClassUid, role.Scu && served.AsScp, role.Scp && served.AsScu);

    /// <summary>The transfer syntax of a refused context shall be there and is not significant.</summary>
    private static PresentationContextResult Refused(PresentationContext context, ContextResult result) =>
        new(context.Id, result, Uids.ImplicitVrLittleEndian);
}
